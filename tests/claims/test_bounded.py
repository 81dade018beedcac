from typing import Any

import pytest
from pydantic import ValidationError

from validation.claims.comparison import ComparisonClaim
from validation.claims.level import LevelClaim
from validation.claims.ranking import RankingClaim


@pytest.mark.parametrize(
    ("bounds", "message"),
    [
        ({}, "found no bound, must be exactly one of at_least, at_most, between"),
        ({"at_least": 1, "at_most": 2}, "found at_least and at_most, must be exactly one"),
        ({"between": [3, 2]}, "must be the lower bound, then the upper"),
        ({"between": [2, 2]}, "must be the lower bound, then the upper"),
    ],
)
def test_one_bound_that_rises_must_be_given(bounds: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        LevelClaim.model_validate({"kind": "level", "item": "q", **bounds})


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({"at_least": 7}, [("low", 7)]),
        ({"at_most": 7}, [("high", 7)]),
        ({"at_most": 0}, [("high", 0)]),
        ({"between": [6, 8]}, [("low", 6), ("high", 8)]),
    ],
)
def test_bounds_say_where_the_claim_is_true(
    bounds: dict[str, Any], expected: list[tuple[str, float]]
) -> None:
    claim = LevelClaim.model_validate({"kind": "level", "item": "q", **bounds})
    assert list(claim.region().bounds()) == expected


def test_a_lead_is_above_none_unless_a_margin_is_named() -> None:
    plain = ComparisonClaim(kind="comparison", higher="a", lower="b")
    margin = ComparisonClaim(kind="comparison", higher="a", lower="b", by=0.5)
    assert list(plain.region().bounds()) == [("low", 0)]
    assert list(margin.region().bounds()) == [("low", 0.5)]
    with pytest.raises(ValidationError):
        ComparisonClaim(kind="comparison", higher="a", lower="b", by=-1)


@pytest.mark.parametrize(("written", "read"), [("a", ("a",)), (1, ("1",)), (["a", 2], ("a", "2"))])
def test_options_may_be_one_or_several_words_or_numbers(
    written: object, read: tuple[str, ...]
) -> None:
    claim = RankingClaim.model_validate({"kind": "ranking", "item": "q", "top": written})
    assert claim.top == read
