from collections.abc import Callable

import pytest

from validation import stats
from validation.errors import StatisticsError
from validation.responses.cells import Positions
from validation.responses.sampled import base_weights, build_design, check_design, read_sampled
from validation.responses.table import Table
from validation.study import Study

Make = Callable[..., Study]
Y = [3, 5, 4, 8, 7, 9]
# R: d <- data.frame(y=c(3,5,4,8,7,9), w=c(1.5,1.5,2,3,3,2.5), s=rep(c("N","S"), each=3),
#                    N=rep(c(6,9), each=3), cl=c("a","a","b","c","d","d"))
TABLE = Table.of(
    "answers.csv",
    {
        "w": ["1,5", "1.5", "2", "3", "3,0", "2.5"],
        "s": ["N", "N ", "N", "S", "S", "S"],
        "N": ["6", "6", "6", "9", "9", "9"],
        "cl": ["a", "a", "b", "c", "d", "d"],
        "team": ["a", "a", "b", "b", "c", "c"],
    },
)
ALL: Positions = TABLE.rows.astype("intp") - 2


def design_of(study: Study, rows: Positions) -> stats.Design:
    return build_design(read_sampled(TABLE, study.data, rows), study, len(rows))


def test_weights_strata_and_their_sizes_give_the_standard_error_of_r(study: Make) -> None:
    design = design_of(study(weight="w", strata="s", population=["N"]), ALL)
    mean = stats.mean(design, Y)
    # R gives it by svymean(~y, svydesign(~1, strata=~s, weights=~w, fpc=~N, data=d))
    assert mean.estimate == pytest.approx(6.481481481481, rel=1e-9)
    assert mean.se == pytest.approx(0.293003173329, rel=1e-9)


def test_strata_without_sizes_give_the_standard_error_of_r(study: Make) -> None:
    design = design_of(study(weight="w", strata="s"), ALL)
    # R gives it by svymean(~y, svydesign(~1, strata=~s, weights=~w, data=d)) of survey 4.1-1
    assert stats.mean(design, Y).se == pytest.approx(0.374362471406, rel=1e-9)


def test_clusters_give_the_standard_error_of_r(study: Make) -> None:
    design = design_of(study(weight="w", cluster="cl"), ALL)
    # R gives it by svymean(~y, svydesign(~cl, weights=~w, data=d)) of survey 4.1-1
    assert stats.mean(design, Y).se == pytest.approx(1.09019127079, rel=1e-9)


def test_a_probability_sample_is_corrected_for_the_size_of_the_audience(study: Make) -> None:
    design = design_of(study({"sample": "probability", "size": 20}), ALL)
    # R gives it by svymean(~y, svydesign(~1, fpc=rep(20, 6), data=d)) of survey 4.1-1
    assert stats.mean(design, Y).se == pytest.approx(0.808290376865, rel=1e-9)


@pytest.mark.parametrize("sample", ["opt_in", "census"])
def test_other_samples_are_not_corrected(sample: str, study: Make) -> None:
    sized = design_of(study({"sample": sample, "size": 20}), ALL)
    assert stats.mean(sized, Y).se == stats.mean(stats.Design(6), Y).se


def test_a_stratum_with_one_respondent_is_named(study: Make) -> None:
    with pytest.raises(
        StatisticsError, match=r"one sampled unit in S.* or write data\.lonely: 'adj"
    ):
        design_of(study(strata="s"), ALL[:4])


# R: options(survey.lonely.psu = ...); d <- d[1:4, ]; svymean(~y, svydesign(~1, strata=~s, data=d))
@pytest.mark.parametrize(
    ("lonely", "error"),
    [
        ("adjust", 0.866025403784439),
        ("average", 0.612372435695794),
        ("certainty", 0.433012701892219),
        ("remove", 0.433012701892219),
    ],
)
def test_a_stratum_with_one_respondent_is_treated_as_the_study_says(
    lonely: str, error: float, study: Make
) -> None:
    design = design_of(study(strata="s", lonely=lonely), ALL[:4])
    assert stats.mean(design, Y[:4]).se == pytest.approx(error, rel=1e-9)


def test_names_of_clusters_may_repeat_from_stratum_to_stratum(study: Make) -> None:
    with pytest.raises(StatisticsError, match=r"found b in more than one stratum.* data\.nested"):
        design_of(study(strata="s", cluster="team"), ALL)
    design = design_of(study(strata="s", cluster="team", nested=True), ALL)
    # R: d$team <- c("a","a","b","b","c","c")
    #    SE(svymean(~y, svydesign(~team, strata=~s, data=d, nest=TRUE)))
    assert stats.mean(design, Y).se == pytest.approx(0.471404520791032, rel=1e-9)


def test_a_population_below_the_rows_seen_is_refused(study: Make) -> None:
    with pytest.raises(StatisticsError, match="population"):
        design_of(study({"sample": "probability", "size": 5}), ALL)


def test_without_a_weight_column_there_are_no_base_weights(study: Make) -> None:
    assert base_weights(TABLE, study(), ALL) is None


def test_every_bad_cell_of_the_design_is_found(study: Make) -> None:
    table = Table.of("a.csv", {"w": ["x", "1"], "s": ["", "N"], "cl": ["a", ""], "N": ["0", "9"]})
    data = study(weight="w", strata="s", cluster="cl", population="N")
    found = check_design(table, data, table.rows.astype("intp") - 2)
    assert [(misfit.column, misfit.positions.tolist()) for misfit in found] == [
        ("w", [0]),
        ("s", [0]),
        ("cl", [1]),
        ("N", [0]),
    ]
