from collections.abc import Callable

import numpy as np
import pytest

from validation.claims import Choices, Frame
from validation.errors import StatisticsError
from validation.responses import Flags, Screening
from validation.study import Study
from validation.verdicts import Assessment, Planned, assess_screened

Studying = Callable[..., Study]
Planning = Callable[[Study], Planned]
Rated = Callable[..., Choices]
Framed = Callable[..., Frame]
Answers = Callable[[list[int]], Frame]
Compared = Callable[..., Assessment]
REGIONS = ("n", "s", "w")


def flags(kind: str, flagged: list[bool]) -> Flags:
    return Flags(kind, np.array(flagged, dtype=float), 1.0)  # type: ignore[arg-type] # any kind


@pytest.fixture
def answers(rated: Rated, framed: Framed, chosen: Rated) -> Answers:
    """Ratings of people who live in the three regions by turns."""

    def make(ratings: list[int]) -> Frame:
        regions = [REGIONS[at % 3] for at in range(len(ratings))]
        return framed(quality=rated(ratings), region=chosen(regions, REGIONS))

    return make


@pytest.fixture
def compared(planned_of: Planning, answers: Answers) -> Compared:
    """The verdicts on ratings of which the last ones are flagged."""

    def make(study: Study, honest: list[int], careless: list[int]) -> Assessment:
        frame = answers([*honest, *careless])
        flagged = [False] * len(honest) + [True] * len(careless)
        screening = Screening(frame.n, (flags("speeder", flagged),), {"pattern": "few_ratings"})
        return assess_screened(planned_of(study), frame, screening)

    return make


HIGH, LOW = [8, 9] * 40, [1] * 60  # a mean of 8.5; with the careless 5.3


def test_all_responses_count_unless_the_plan_says_otherwise(
    compared: Compared, study_of: Studying
) -> None:
    assessment = compared(study_of(), HIGH, LOW)
    [hypothesis] = assessment.hypotheses

    assert hypothesis.verdict == "refuted"
    assert assessment.n == 140
    assert assessment.screened is not None
    assert assessment.screened.model_dump(mode="json") == {
        "n": 60,
        "flags": [{"kind": "speeder", "n": 60, "threshold": 1.0}],
        "unknown": {"pattern": "few_ratings"},
        "left_out": False,
        "compared": True,
        "differing": [
            {
                "id": "h1",
                "verdict": "refuted",
                "otherwise": "supported",
                "estimate": pytest.approx((8.5 * 80 + 60) / 140),
                "otherwise_estimate": pytest.approx(8.5),
            }
        ],
    }


def test_a_plan_may_leave_the_flagged_out(compared: Compared, study_of: Studying) -> None:
    assessment = compared(study_of(decision={"flagged": "leave_out"}), HIGH, LOW)
    [hypothesis] = assessment.hypotheses

    assert hypothesis.verdict == "supported"
    assert (hypothesis.n, assessment.n) == (80, 80)
    assert assessment.screened is not None
    assert assessment.screened.left_out
    assert [(one.verdict, one.otherwise) for one in assessment.screened.differing] == [
        ("supported", "refuted")
    ]


def test_verdicts_that_stay_the_same_are_not_told(compared: Compared, study_of: Studying) -> None:
    assessment = compared(study_of(), HIGH, [8, 8, 9])

    assert assessment.screened is not None
    assert (assessment.screened.n, assessment.screened.differing) == (3, ())


def test_the_others_are_what_would_be_assessed_had_there_been_no_one_else(
    compared: Compared,
    study_of: Studying,
    answers: Answers,
    assessed: Callable[[Study, Frame], Assessment],
) -> None:
    margins = {"region": {"n": 0.5, "s": 0.3, "w": 0.2}}
    study = study_of(audience={"margins": margins}, decision={"flagged": "leave_out"})
    honest = [1 + at * 7 % 10 for at in range(90)]
    apart, alone = compared(study, honest, LOW), assessed(study, answers(honest))
    found, expected = apart.hypotheses[0], alone.hypotheses[0]

    assert found.estimate == pytest.approx(expected.estimate, rel=1e-9)
    assert found.se == pytest.approx(expected.se, rel=0.01)  # n / (n − 1) of the whole sample
    assert (found.n, found.df, found.verdict) == (expected.n, expected.df, expected.verdict)
    assert apart.hearing.n_effective == pytest.approx(alone.hearing.n_effective)
    assert apart.hearing.largest_weight == pytest.approx(alone.hearing.largest_weight)
    assert [one.n for one in apart.hearing.margins] == [30, 30, 30]
    assert apart.plan_hash == alone.plan_hash


def test_others_that_cannot_be_weighted_are_not_compared(
    planned_of: Planning, study_of: Studying, rated: Rated, framed: Framed, chosen: Rated
) -> None:
    margins = {"region": {"n": 0.5, "s": 0.3, "w": 0.2}}
    regions = ["n", "s"] * 30 + ["w"] * 30
    frame = framed(quality=rated([8] * 90), region=chosen(regions, REGIONS))
    screening = Screening(90, (flags("pattern", [region == "w" for region in regions]),), {})
    study = study_of(audience={"margins": margins})
    assessment = assess_screened(planned_of(study), frame, screening)

    assert assessment.screened is not None
    assert not assessment.screened.compared
    assert assessment.screened.n == 30


def test_a_plan_that_leaves_everybody_out_is_an_error(
    compared: Compared, study_of: Studying
) -> None:
    with pytest.raises(StatisticsError):
        compared(study_of(decision={"flagged": "leave_out"}), [], LOW)


def test_whether_the_flagged_count_is_in_the_plan(planned_of: Planning, study_of: Studying) -> None:
    before = planned_of(study_of(decision={"confidence": 0.95})).plan
    count = planned_of(study_of(decision={"flagged": "count"})).plan
    leave_out = planned_of(study_of(decision={"flagged": "leave_out"})).plan

    assert before.hash == count.hash != leave_out.hash
    assert "flagged" not in before.model_dump_json()


def test_an_assessment_of_before_can_be_read(compared: Compared, study_of: Studying) -> None:
    content = compared(study_of(), HIGH, LOW).model_dump(mode="json")
    del content["screened"]

    assert Assessment.model_validate(content).screened is None
