import math
from functools import partial

import numpy as np
import pytest
from pydantic import ValidationError

from validation.claims import Asked, ChangeClaim, Frame, TrendClaim, WavesError
from validation.claims.base import Region
from validation.stats import Design, PlannedEquivalence, PlannedMean

RATED = {"quality": Asked("quality", "rating", tuple(map(str, range(11))), 0, 10)}
SD = 10**0.5  # of equally frequent answers 0 to 10
NAMED = {"item": "quality"}


def change(**keys: object) -> ChangeClaim:
    return ChangeClaim.model_validate({"kind": "change", **NAMED, **keys})


def trend(**keys: object) -> TrendClaim:
    return TrendClaim.model_validate({"kind": "trend", **NAMED, **keys})


def sides(below: float, bound: float) -> tuple[float, float]:
    """The one-sided p-values of something that surely lies above a bound, or below it."""
    return (1 - 0.001, 0.001) if bound < below else (0.001, 1 - 0.001)


def test_a_change_is_claimed_beyond_its_margin_in_its_direction() -> None:
    assert change().region() == Region(low=0.0)
    assert change(direction="down", by=0.5).region() == Region(high=-0.5)
    assert change().since == "previous"


def test_a_slope_is_claimed_up_down_or_within_a_margin() -> None:
    assert trend().region() == Region(low=0.0)
    assert trend(direction="down").region() == Region(high=0.0)
    assert trend(direction="steady", within=0.2).region() == Region(-0.2, 0.2)


@pytest.mark.parametrize("keys", [{"direction": "steady"}, {"direction": "up", "within": 0.1}])
def test_steady_alone_has_a_margin(keys: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="must be within where the direction is steady"):
        trend(**keys)


def test_one_wave_says_nothing() -> None:
    frame, everybody = Frame({}, Design(3)), np.ones(3, dtype=bool)

    for claim, waves in ((change(), 2), (trend(), 3)):
        with pytest.raises(WavesError) as caught:
            claim.outcome(frame, everybody, 0.95)
        assert caught.value.waves == waves


def test_what_was_found_speaks_for_one_side() -> None:
    found = partial(sides, 0.3)

    assert change(by=0.1).judged(found) == (0.002, 1.0)
    assert change(by=0.5).judged(found) == (1.0, 0.002)
    # of steady, each one-sided test stands at α: p is not doubled
    assert trend(direction="steady", within=0.5).judged(partial(sides, 0)) == (0.001, 1.0)


def test_a_change_is_planned_with_the_answers_of_two_waves() -> None:
    assert change().spread(RATED) == pytest.approx(SD * 2**0.5)
    assert change().planned(RATED, 4.0) == PlannedMean(0.2 * SD, 4.0)


def test_a_slope_is_planned_over_a_year_of_quarters() -> None:
    times = np.arange(5) / 4
    squared = ((times - times.mean()) ** 2).sum()

    assert trend().spread(RATED) == pytest.approx(SD / squared**0.5)
    steady = trend(direction="steady", within=0.5)
    assert steady.planned(RATED, 4.0) == PlannedEquivalence(0.5, 4.0, 0.0)


def test_a_margin_that_no_change_can_reach_is_told() -> None:
    [problem] = change(by=12).problems(RATED)

    assert (problem.where, problem.found) == ("by", "12")
    assert list(change(by=0.5).problems(RATED)) == []


def test_a_slope_has_no_limits() -> None:
    assert trend().limits(RATED) == (-math.inf, math.inf)
    assert list(trend().problems(RATED)) == []


def test_an_item_that_is_not_there_is_told() -> None:
    [problem] = change(item="qualty").problems(RATED)

    assert "Did you mean quality?" in str(problem)
