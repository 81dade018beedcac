from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import stats as scipy_stats
from statsmodels.stats.multitest import multipletests

from validation.claims import Frame, Numbers
from validation.verdicts import Verdict

Make = Callable[..., Any]
REGIONS = ("n", "s", "w")
NORTH, SOUTH = [9, 8, 9, 10] * 10, [6, 5, 4, 6] * 10
BY_REGION = {"segments": ["region"]}


@pytest.fixture
def two_regions(rated: Make, chosen: Make, framed: Callable[..., Frame]) -> Frame:
    regions = chosen(["n"] * 40 + ["s"] * 40 + ["w"] * 3, REGIONS)
    return framed(quality=rated(NORTH + SOUTH + [7] * 3), region=regions)


def test_each_level_has_a_verdict_corrected_within_its_variable(
    study_of: Make, assessed: Make, two_regions: Frame
) -> None:
    (found,) = assessed(study_of(audience=BY_REGION), two_regions).hypotheses
    p = [scipy_stats.ttest_1samp(one, 7).pvalue for one in (NORTH, SOUTH)]
    adjusted = multipletests([*p, 1.0], method="holm")[1]
    north, south, west = found.segments
    assert (north.variable, north.level, north.verdict) == ("region", "n", Verdict.SUPPORTED)
    assert (south.verdict, west.verdict) == (Verdict.REFUTED, Verdict.TOO_FEW)
    assert (north.p_value, south.p_value) == (pytest.approx(p[0]), pytest.approx(p[1]))
    assert north.p_adjusted == pytest.approx(adjusted[0])
    assert south.p_adjusted == pytest.approx(adjusted[1])


def test_levels_with_answers_enough_are_tested_for_sameness(
    study_of: Make, assessed: Make, two_regions: Frame
) -> None:
    (found,) = assessed(study_of(audience=BY_REGION), two_regions).hypotheses
    (whole,) = found.heterogeneity
    assert (whole.supported, whole.refuted, whole.open) == (1, 1, 1)
    # of two means the Wald test is the square of their t statistic; n / (n - 1) in the variance,
    # as strata of one sample, so that 83 / 82 and 39 / 40 stand between it and Welch's
    test = scipy_stats.ttest_ind(NORTH, SOUTH, equal_var=False)
    assert whole.test is not None
    assert whole.test.statistic == pytest.approx(test.statistic**2 * (82 / 83) * (40 / 39))
    assert (whole.test.df_num, whole.test.df) == (1, 79)


@pytest.fixture
def three_regions(rated: Make, chosen: Make, framed: Make) -> Make:
    def make(west: list[int]) -> Frame:
        regions = chosen(["n"] * 40 + ["s"] * 40 + ["w"] * 40, REGIONS)
        frame: Frame = framed(quality=rated(NORTH + SOUTH + west), region=regions)
        return frame

    return make


@pytest.mark.parametrize(
    ("west", "only"),
    [([6, 5, 4, 6] * 10, ("n",)), ([9, 8, 9, 10] * 10, ("n", "w")), ([7, 8, 6, 7] * 10, ())],
    ids=["refuted elsewhere", "holds in two", "open elsewhere"],
)
def test_only_among_needs_refutation_everywhere_else(
    west: list[int], only: tuple[str, ...], study_of: Make, assessed: Make, three_regions: Make
) -> None:
    (found,) = assessed(study_of(audience=BY_REGION), three_regions(west)).hypotheses
    (whole,) = found.heterogeneity
    assert whole.only_among == only


def test_it_holds_only_among_none_where_it_holds_everywhere(
    study_of: Make, assessed: Make, rated: Make, chosen: Make, framed: Make
) -> None:
    frame = framed(quality=rated(NORTH * 3), region=chosen(["n", "s", "w"] * 40, REGIONS))
    (found,) = assessed(study_of(audience=BY_REGION), frame).hypotheses
    assert [(one.supported, one.only_among) for one in found.heterogeneity] == [(3, ())]


def test_what_asks_about_the_variable_is_not_split_by_it(
    study_of: Make, assessed: Make, rated: Make, chosen: Make, framed: Make
) -> None:
    age = np.array([20.0, 60.0] * 30)
    frame = framed(
        quality=rated([5, 9] * 30),
        age=Numbers(age, np.zeros(60, np.int16)),
        ages=chosen(["young", "old"] * 30, ("young", "old")),
    )
    study = study_of(
        {},
        {"claim": {"kind": "share", "item": "ages", "options": "old", "at_least": 0.3}},
        {"claim": {"kind": "level", "item": "age", "at_least": 30}},
        audience={"segments": ["ages"]},
    )
    rating, bands, number = assessed(study, frame).hypotheses
    assert [one.level for one in rating.segments] == ["young", "old"]
    assert (bands.segments, bands.heterogeneity) == ((), ())
    # the item that the bands are made of: an old band is old
    assert (number.segments, number.heterogeneity) == ((), ())


def test_a_persona_is_split_by_the_levels_that_it_has(
    study_of: Make, assessed: Make, two_regions: Frame
) -> None:
    personas = [
        {"id": "inland", "title": "Inland", "when": {"region": ["n", "w"]}},
        {"id": "northern", "title": "Northern", "when": {"region": ["n"]}},
    ]
    study = study_of(
        {"persona": "inland"}, {"persona": "northern"}, audience=BY_REGION, personas=personas
    )
    inland, northern = assessed(study, two_regions).hypotheses
    assert [one.level for one in inland.segments] == ["n", "w"]
    assert (northern.segments, northern.heterogeneity) == ((), ())


def test_what_is_the_largest_of_several_or_never_below_zero_has_no_test_of_sameness(
    study_of: Make, assessed: Make, rated: Make, chosen: Make, framed: Make
) -> None:
    channels = chosen((["web"] * 3 + ["shop"] * 2) * 20, ("shop", "web", "phone"))
    regions = chosen(["n", "s"] * 50, REGIONS)
    frame = framed(
        channel=channels, region=regions, price=rated([1, 2, 3, 4, 5, 6, 7] * 14 + [8] * 2)
    )
    shares = {"kind": "distribution", "item": "channel", "shares": {"web": 0.6}, "within": 0.2}
    study = study_of(
        {"claim": {"kind": "ranking", "item": "channel", "top": "web"}},
        {"claim": shares},
        {"claim": {"kind": "association", "item": "channel", "with": "price"}},
        audience=BY_REGION,
    )
    for found in assessed(study, frame).hypotheses:
        assert len(found.segments) == 3
        assert [one.test for one in found.heterogeneity] == [None]


def test_levels_that_all_answer_alike_have_no_test_of_sameness(
    study_of: Make, assessed: Make, rated: Make, chosen: Make, framed: Make
) -> None:
    frame = framed(quality=rated([9] * 80), region=chosen(["n", "s"] * 40, REGIONS))
    (found,) = assessed(study_of(audience=BY_REGION), frame).hypotheses
    assert [one.test for one in found.heterogeneity] == [None]


def test_a_segment_without_a_column_is_left_out(
    study_of: Make, assessed: Make, rated: Make, framed: Make
) -> None:
    (found,) = assessed(study_of(audience=BY_REGION), framed(quality=rated(NORTH))).hypotheses
    assert (found.segments, found.heterogeneity) == ((), ())
