from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import stats as scipy_stats

from validation.claims import Asked, Numbers
from validation.claims.level import LevelClaim

Make = Callable[..., Any]
RATINGS = [7, 8, 9, 8, 8, 6, 7, 9, 10, 8] * 4
QUALITY = Asked("quality", "rating", tuple(map(str, range(1, 11))), 1, 10)


def claim(**bounds: object) -> LevelClaim:
    return LevelClaim.model_validate({"kind": "level", "item": "quality"} | bounds)


def test_without_weights_it_is_the_t_test_of_one_sample(
    rated: Make, framed: Make, everybody: Make
) -> None:
    frame = framed({"quality": rated(RATINGS)})
    found = claim(at_least=7.5).outcome(frame, everybody(frame), 0.95)
    test = scipy_stats.ttest_1samp(RATINGS, 7.5)
    interval = test.confidence_interval(0.95)
    assert found.p_support == pytest.approx(test.pvalue)
    assert found.p_refute == 1
    assert (found.estimate.ci_low, found.estimate.ci_high) == pytest.approx(tuple(interval))


@pytest.mark.parametrize(
    ("bounds", "verdict"),
    [
        ({"at_least": 7.5}, "supported"),
        ({"at_least": 8.5}, "refuted"),
        ({"at_least": 8.1}, "open"),
        ({"at_most": 8.5}, "supported"),
        ({"at_most": 7.5}, "refuted"),
        ({"at_most": 8.1}, "open"),
        ({"between": (7, 9)}, "supported"),
        ({"between": (1, 7)}, "refuted"),
        ({"between": (9, 10)}, "refuted"),
        ({"between": (7.9, 9)}, "open"),
    ],
)
def test_the_region_is_compared_with_the_interval(
    bounds: dict[str, Any], verdict: str, rated: Make, framed: Make, everybody: Make
) -> None:
    frame = framed({"quality": rated(RATINGS)})  # scipy: the interval is 7.65 to 8.35
    found = claim(**bounds).outcome(frame, everybody(frame), 0.95)
    decided = {
        "supported": found.p_support < 0.05,
        "refuted": found.p_refute < 0.05,
        "open": min(found.p_support, found.p_refute) > 0.05,
    }
    assert [name for name, holds in decided.items() if holds] == [verdict]


def test_thirty_equal_ratings_are_not_taken_for_certainty(
    rated: Make, framed: Make, everybody: Make
) -> None:
    frame = framed({"quality": rated([8] * 30)})
    found = claim(at_least=7.5).outcome(frame, everybody(frame), 0.95)
    # Clopper & Pearson: 0.025 ** (1 / 30) of the audience at least rate 8, the others 1 or 10
    least = 0.025 ** (1 / 30)
    assert found.estimate.estimate == 8
    assert found.estimate.ci_low == pytest.approx(least * 8 + (1 - least) * 1)
    assert found.estimate.ci_high == pytest.approx(least * 8 + (1 - least) * 10)
    # the mean is 7.5 where a share s rates 8 and the others 1: s = 6.5 / 7
    assert found.p_support == pytest.approx(2 * (6.5 / 7) ** 30)
    assert found.p_refute == 1


def test_equal_ratings_at_the_end_of_the_scale_refute_what_lies_far_away(
    rated: Make, framed: Make, everybody: Make
) -> None:
    frame = framed({"quality": rated([1] * 60)})
    found = claim(at_least=5).outcome(frame, everybody(frame), 0.95)
    assert found.estimate.ci_low == 1
    assert found.p_refute == pytest.approx(2 * (5 / 9) ** 60)
    assert found.p_support == 1


def test_equal_numbers_without_known_limits_say_nothing(framed: Make, everybody: Make) -> None:
    hours = Numbers(np.full(40, 3.0), np.zeros(40, np.int16))
    frame = framed({"quality": hours})
    found = claim(at_least=2).outcome(frame, everybody(frame), 0.95)
    assert (found.estimate.ci_low, found.estimate.ci_high) == (-np.inf, np.inf)
    assert (found.p_support, found.p_refute) == (1, 1)


def test_a_bound_off_the_scale_is_told() -> None:
    (problem,) = claim(at_least=11).problems({"quality": QUALITY})
    assert str(problem) == "at_least: found 11, must be within what it can be, 1 to 10."
    assert not list(claim(at_least=7.5).problems({"quality": QUALITY}))


def test_an_item_that_is_not_rated_has_no_mean() -> None:
    (problem,) = claim(at_least=7).problems({"quality": Asked("quality", "multi", ("a", "b"))})
    assert (problem.where, problem.must) == ("item", "an item of type number or rating")
