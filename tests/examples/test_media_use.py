"""The verdict table of examples/media_use, wave 2010, against tests/golden/examples/media_use.R."""

from collections.abc import Callable
from typing import Any

import pytest

from validation.verdicts import Assessment

Golden = dict[str, Any]


@pytest.fixture(scope="module")
def expected(golden: Callable[[str], Golden]) -> Golden:
    return golden("media_use")


@pytest.fixture(scope="module")
def assessment(assessed: Callable[..., Assessment]) -> Assessment:
    return assessed("media_use", "2010")


def test_every_number_of_the_whole_is_that_of_r(
    assessment: Assessment, expected: Golden, check_figures: Callable[..., None]
) -> None:
    judged = [one for one in assessment.hypotheses if one.kind not in {"change", "trend"}]
    assert [one.id for one in judged] == list(expected["hypotheses"])
    assert assessment.family == len(judged)
    for hypothesis in judged:
        check_figures(hypothesis, expected["hypotheses"][hypothesis.id])


# marital "No answer" is no level of the item; R's names are the labels, ours the codes
CODES = {
    "Married": "married",
    "Never married": "never",
    "Divorced": "divorced",
    "Widowed": "widowed",
    "Separated": "separated",
}


@pytest.mark.parametrize("variable", ["age_group", "marital"])
def test_every_number_of_every_segment_is_that_of_r(
    variable: str, assessment: Assessment, expected: Golden, check_split: Callable[..., None]
) -> None:
    for hypothesis in assessment.hypotheses:
        split = expected["segments"][variable].get(hypothesis.id)
        coded = split and split | {
            "levels": {CODES.get(name, name): split["levels"][name] for name in split["levels"]}
        }
        check_split(hypothesis, variable, coded)


def test_raking_meets_the_census_and_keeps_those_without_an_age(
    assessment: Assessment, expected: Golden
) -> None:
    hearing = assessment.hearing
    kish = expected["weighting"]
    assert assessment.n == expected["n"] == kish["n"]
    assert hearing.n_effective == pytest.approx(kish["n_effective"], rel=1e-9)
    assert hearing.deff == pytest.approx(kish["deff"], rel=1e-9)
    assert hearing.largest_weight == pytest.approx(kish["largest"], rel=1e-9)
    for line in hearing.margins:
        assert line.item == "age_group"
        balance = expected["balance"][line.level]
        assert line.n == balance["n"]
        for name in ("target", "before", "after"):
            assert getattr(line, name) == pytest.approx(balance[name], rel=1e-9)
    assert [line.level for line in hearing.margins] == list(expected["balance"])
