"""Numbers and claims in the words of the tables."""

import pytest

from validation.claims import Region
from validation.cli.words import (
    SMALLEST_P,
    effect_size,
    figure,
    lacking,
    probability,
    refuted_by,
    region,
)
from validation.verdicts import Effect, Shortage


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.704, "share", "70.4 %"),
        (-12.4, "points", "−12"),
        (7.126, "scale", "7.13"),
        (None, "share", "–"),
        (float("nan"), "share", "–"),
    ],
)
def test_numbers_have_the_shape_of_their_unit(value: float | None, unit: str, shown: str) -> None:
    assert figure(value, unit) == shown


@pytest.mark.parametrize(
    ("bounds", "shown"),
    [
        ((0.5, None), "≥ 50.0 %"),
        ((None, 0.5), "≤ 50.0 %"),
        ((0.2, 0.4), "20.0 % to 40.0 %"),
        ((0, None), "> 0.0 %"),
        ((None, 0), "< 0.0 %"),
    ],
)
def test_regions_are_read_at_a_glance(
    bounds: tuple[float | None, float | None], shown: str
) -> None:
    assert region(*bounds, "share") == shown


def test_small_p_values_are_not_shown_as_zero() -> None:
    assert probability(SMALLEST_P / 10) == "<0.001"


def test_what_would_refute_names_every_bound() -> None:
    words = refuted_by(Region(6, 8), "scale")
    assert words == "an interval wholly below 6.00 or wholly above 8.00"


def test_shortage_names_its_group() -> None:
    shortage = Shortage(group="age 65+", what="n", found=12, must=30)
    assert lacking(shortage) == "age 65+: 12 answers, 30 needed"


def test_an_effect_size_is_told_with_its_symbol() -> None:
    assert effect_size(Effect(name="cliff_delta", value=0.256)) == "δ 0.26"
    assert effect_size(None) == "–"


def test_without_an_answer_nobody_is_told_how_many_are_missing() -> None:
    assert lacking(Shortage(group="all", what="answers", found=0, must=1)) == "nobody has answered"
