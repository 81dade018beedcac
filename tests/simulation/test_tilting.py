from collections.abc import Callable
from functools import partial
from math import inf

import numpy as np
import pytest

from validation import stats
from validation.claims import Frame
from validation.simulation import Population
from validation.simulation.tilting import Wish, settled, tilt
from validation.stats import Estimate


def mean(frame: Frame, item: str) -> Estimate:
    return stats.mean(frame.design, frame.column(item).values())


def share(frame: Frame, item: str, option: str) -> Estimate:
    return stats.share(frame.design, frame.column(item).counted([option]))


def wish(
    name: str, measure: Callable[[Frame], Estimate], exact: float, *, low: float | None = None
) -> Wish:
    high = exact if low is None else inf
    return Wish(name, measure, exact, exact if low is None else low, high, 1e-6)


def average(people: Population, item: str) -> float:
    return float(np.average(people.columns[item].values(), weights=people.chances))


def test_every_number_becomes_what_it_should_be(people: Population) -> None:
    wishes = [
        wish("quality", partial(mean, item="quality"), 7.5),
        wish("price", partial(mean, item="price"), 4.0),
        wish("web", partial(share, item="channel", option="web"), 0.6),
    ]

    tilted = tilt(people, wishes)

    assert tilted.missed == ()
    assert average(tilted.population, "quality") == pytest.approx(7.5, abs=1e-5)
    assert average(tilted.population, "price") == pytest.approx(4.0, abs=1e-5)
    web = tilted.population.columns["channel"].counted(["web"])
    assert tilted.population.chances @ web == pytest.approx(0.6, abs=1e-5)


def test_answers_stay_as_they_are_and_nobody_is_lost(people: Population) -> None:
    tilted = tilt(people, [wish("quality", partial(mean, item="quality"), 7.5)]).population

    assert tilted.columns is people.columns
    assert tilted.chances.sum() == pytest.approx(1)
    assert tilted.chances.min() > 0


def test_the_chances_are_those_of_an_exponential_family(people: Population) -> None:
    tilted = tilt(people, [wish("quality", partial(mean, item="quality"), 7.0)]).population
    rated = people.columns["quality"].values()

    # log chances are linear in the answers: one slope between any two points of the scale
    by_point = [np.log(tilted.chances[rated == point]).mean() for point in range(3, 11)]

    assert np.diff(by_point, 2) == pytest.approx(np.zeros(6), abs=1e-9)


def test_what_contradicts_gives_way_to_what_comes_first(people: Population) -> None:
    first, second = (
        wish(f"at {level}", partial(mean, item="quality"), level) for level in (7.0, 5.0)
    )

    tilted = tilt(people, [first, second])

    assert tilted.missed == ("at 5.0",)
    assert average(tilted.population, "quality") == pytest.approx(7.0, abs=1e-5)


def test_a_number_that_cannot_be_exact_may_lie_in_its_range(people: Population) -> None:
    high = wish("high", partial(mean, item="quality"), 7.5)
    above = wish("above", partial(mean, item="quality"), 6.5, low=6.5)

    assert tilt(people, [high, above]).missed == ()


def test_what_can_never_be_is_given_up(people: Population) -> None:
    impossible = wish("more than all", partial(mean, item="quality"), 11.0)

    assert settled(people, [impossible]) is None
    assert tilt(people, [impossible]).missed == ("more than all",)
