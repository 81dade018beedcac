from collections.abc import Callable
from typing import Any

import pytest

from validation.claims import Asked, Measure
from validation.claims.level import LevelClaim
from validation.claims.quantities import RATED
from validation.errors import StatisticsError

Make = Callable[..., Any]
CLAIM = LevelClaim(kind="level", item="quality", at_least=7)


def test_it_measures_one_item_which_the_library_may_make() -> None:
    assert CLAIM.measures() == (Measure("item", "quality", RATED),)
    assert LevelClaim(kind="level", at_least=7).measures() == (Measure("item", None, RATED),)


def test_a_part_of_the_audience_is_a_domain_of_the_design(rated: Make, framed: Make) -> None:
    frame = framed({"quality": rated([9, 8, 3, 2])})
    found = CLAIM.outcome(frame, frame.where({"quality": ("8", "9")}), 0.95)
    assert (found.estimate.estimate, found.estimate.n) == (8.5, 2)
    assert [(one.name, one.n, one.df) for one in found.groups] == [("all", 2, 1)]


def test_an_empty_part_has_nothing_to_compute(rated: Make, framed: Make) -> None:
    frame = framed({"quality": rated([9, None])})
    with pytest.raises(StatisticsError, match="nobody"):
        CLAIM.outcome(frame, frame.where({"quality": ("1",)}), 0.95)


def test_limits_are_those_of_the_scale() -> None:
    asked = {"quality": Asked("quality", "rating", tuple("12345"), 1, 5)}
    assert CLAIM.limits(asked) == (1, 5)
    assert CLAIM.spread(asked) == pytest.approx(2**0.5)
