from typing import Self

import pytest

from validation.errors import StatisticsError
from validation.stats.planned import Planned, check_inside
from validation.stats.power import Plan


class Coin(Planned):
    """Shows its effect as soon as effect times n reaches 1."""

    def __init__(self, effect: float) -> None:
        self.effect = effect

    def _power(self, n: float, plan: Plan) -> float:
        return plan.power if n * self.effect >= 1 else 0.0

    def _effects(self) -> tuple[float, float]:
        return 0.0, 1.0

    def _with(self, effect: float) -> Self:
        return type(self)(effect)


def test_answers_and_effects_are_found_where_the_power_is_reached() -> None:
    assert Coin(0.01).required_n() == 100
    assert Coin(0.01).required_n(deff=2) == 200
    assert Coin(0.01).required_n(population=100) == 50
    assert Coin(0.5).detectable(80) == pytest.approx(1 / 80, rel=1e-9)
    assert Coin(0.5).detectable(80, deff=2) == pytest.approx(1 / 40, rel=1e-9)
    assert Coin(0.01).power(99) == 0.0


def test_what_no_sample_shows_is_said() -> None:
    with pytest.raises(StatisticsError, match="too small to be shown by any sample"):
        Coin(0.0).required_n()
    with pytest.raises(StatisticsError, match=r"n: found 0\.5, too few to show any effect"):
        Coin(0.3).detectable(0.5)


def test_a_value_outside_its_bounds_is_named() -> None:
    check_inside("share", 0.5, (0.0, 1.0))
    with pytest.raises(StatisticsError, match="share: found 1, must be above 0 and below 1"):
        check_inside("share", 1, (0.0, 1.0))
