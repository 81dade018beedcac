from math import inf

import numpy as np
import pytest

from validation import stats
from validation.claims import Asked, Compared, Region, UnansweredError, UndividedError
from validation.claims.base import compared, judge
from validation.claims.level import LevelClaim
from validation.claims.share import ShareClaim

QUALITY = Asked("quality", "rating", tuple(map(str, range(1, 11))), 1, 10)


def test_a_region_has_the_bounds_that_are_finite() -> None:
    assert list(Region(low=0.5).bounds()) == [("low", 0.5)]
    assert list(Region(0.2, 0.8).bounds()) == [("low", 0.2), ("high", 0.8)]
    assert list(Region(-inf, inf).bounds()) == []


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        # sides of a bound b: below (0.3 + b) / 10, above (0.7 - b) / 10
        (Region(low=0.1), (2 * 0.06, 2 * 0.04)),
        (Region(high=0.2), (2 * 0.05, 2 * 0.05)),
        (Region(0.1, 0.2), (2 * max(0.06, 0.05), 2 * min(0.04, 0.05))),
    ],
)
def test_for_a_region_all_bounds_must_speak_and_against_it_one(
    region: Region, expected: tuple[float, float]
) -> None:
    found = judge(lambda bound: ((0.3 + bound) / 10, (0.7 - bound) / 10), region)
    assert found == pytest.approx(expected)


def test_p_values_are_never_above_one() -> None:
    assert judge(lambda _: (0.9, 0.8), Region(low=0.0)) == (1, 1)


def test_an_unknown_item_is_told_with_the_nearest_name() -> None:
    (problem,) = LevelClaim(kind="level", item="qualty", at_least=7).problems({"quality": QUALITY})
    assert str(problem) == (
        "item: found 'qualty', must be the id of an item of the study. Did you mean quality?"
    )
    (far,) = LevelClaim(kind="level", item="zzz", at_least=7).problems({"quality": QUALITY})
    assert far.hint == "Write it under items, or mend the name."


def test_a_claim_whose_item_the_library_makes_has_no_problem_yet() -> None:
    assert not list(ShareClaim(kind="share", at_least=0.5, options=("yes",)).problems({}))


def test_the_smallest_effect_is_small_for_the_unit() -> None:
    asked = {"quality": QUALITY}
    share = ShareClaim(kind="share", item="quality", options=("9", "10"), at_least=0.5)
    level = LevelClaim(kind="level", item="quality", at_least=7)
    assert share.smallest_effect(asked) == 0.05
    # numpy: np.arange(1, 11).std()
    assert level.smallest_effect(asked) == pytest.approx(0.2 * np.arange(1, 11).std())
    assert level.model_copy(update={"effect": 0.4}).smallest_effect(asked) == 0.4


def test_a_group_is_known_by_its_own_estimate() -> None:
    rated = stats.mean(stats.Design(4, weights=[1, 1, 2, 2]), [3, 4, 5, 5])
    assert compared("all", rated) == Compared("all", 4, rated.n_effective, 3)


def test_what_is_missing_is_named() -> None:
    assert str(UnansweredError("age old")) == "age old: found no answers, must be one at least."
    error = UndividedError(Compared("both", 40, 0.0, 39))
    assert str(error) == "both: found the same answer 40 times, must be two."
