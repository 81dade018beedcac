"""The verdict table of examples/mobile_operator against tests/golden/examples/mobile_operator.R."""

from collections.abc import Callable
from typing import Any

import pytest

from validation.verdicts import Assessment

Golden = dict[str, Any]


@pytest.fixture(scope="module")
def expected(golden: Callable[[str], Golden]) -> Golden:
    return golden("mobile_operator")


@pytest.fixture(scope="module")
def assessment(assessed: Callable[..., Assessment]) -> Assessment:
    return assessed("mobile_operator")


def test_every_number_of_the_whole_is_that_of_r(
    assessment: Assessment, expected: Golden, check_figures: Callable[..., None]
) -> None:
    assert [one.id for one in assessment.hypotheses] == list(expected["hypotheses"])
    for hypothesis in assessment.hypotheses:
        check_figures(hypothesis, expected["hypotheses"][hypothesis.id])


def test_every_number_of_every_segment_is_that_of_r(
    assessment: Assessment, expected: Golden, check_split: Callable[..., None]
) -> None:
    for hypothesis in assessment.hypotheses:
        check_split(hypothesis, "staying", expected["segments"]["staying"].get(hypothesis.id))


def test_without_weights_the_answers_stand_as_they_came(
    assessment: Assessment, expected: Golden
) -> None:
    hearing = assessment.hearing
    assert assessment.n == expected["n"]
    assert (hearing.n_effective, hearing.deff, hearing.largest_weight) == (250, 1, 1)
    assert hearing.margins == ()


def test_a_gap_says_how_far_a_forecast_was_off(assessment: Assessment) -> None:
    (complaints,) = (one for one in assessment.hypotheses if one.id == "complaints-handled")
    service, sales = complaints.gaps
    # R: 8 - mean(a$CUSCO), 6.5 - mean(a$CUSCO); mean(a$CUSCO) is 7.068, its interval 6.78 to 7.35
    assert service.gap == pytest.approx(0.932)
    assert sales.gap == pytest.approx(-0.568)
    assert service.outside
    assert sales.outside
