"""An audience weighted so that chosen numbers about it are what they should be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from validation.claims import Frame
from validation.errors import TodennaError
from validation.simulation.population import Population
from validation.simulation.scales import Floats
from validation.stats import Estimate

SWEEPS = 40
LARGEST_STEP = 1.0


@dataclass(frozen=True, slots=True)
class Wish:
    """A number about the audience, what it should be, and where it may lie if it cannot be that."""

    name: str
    measure: Callable[[Frame], Estimate]
    exact: float
    low: float
    high: float
    tolerance: float

    def distance(self, found: float) -> float:
        """Return by how much the number has to grow; 0 where it is near enough."""
        wanted = min(max(found, self.low), self.high) - found
        return wanted if abs(wanted) > self.tolerance else 0.0

    def pinned(self) -> "Wish":
        """Return the wish for the exact number alone."""
        return replace(self, low=self.exact, high=self.exact)


@dataclass(frozen=True, slots=True)
class Tilted:
    """The audience as wished, and the wishes that could not be had together with the others."""

    population: Population
    missed: tuple[str, ...]


def tilt(population: Population, wishes: Sequence[Wish]) -> Tilted:
    """Return the audience with other shares of its people, so that every wish comes true.

    Each step raises or lowers the chances of people exponentially by their influence on one of
    the numbers, which leaves all else as it is as far as can be (minimum discrimination
    information; Ireland & Kullback 1968). Where not all can be met together, they are taken one by
    one: a number that cannot be exact beside those before it may lie anywhere in its range, and
    is given up if that does not help.
    """
    whole = settled(population, [wish.pinned() for wish in wishes])
    return Tilted(whole, ()) if whole is not None else _one_by_one(population, wishes)


def settled(population: Population, wishes: Sequence[Wish]) -> Population | None:
    """Return the audience after going through all wishes until none asks for a change.

    None where they still do after many rounds.
    """
    current = population
    for _ in range(SWEEPS):
        was_off = False
        for wish in wishes:
            current, changed = _step(current, wish)
            was_off |= changed
        if not was_off:
            return current
    return None


def _one_by_one(population: Population, wishes: Sequence[Wish]) -> Tilted:
    current, kept, missed = population, list[Wish](), list[str]()
    for wish in wishes:
        for candidate in (wish.pinned(), wish):
            found = settled(current, [*kept, candidate])
            if found is not None:
                current = found
                kept.append(candidate)
                break
        else:
            missed.append(wish.name)
    return Tilted(current, tuple(dict.fromkeys(missed)))


def _step(population: Population, wish: Wish) -> tuple[Population, bool]:
    """Return the audience one Newton step nearer to the wish, and whether it was off."""
    try:
        found = wish.measure(population.frame())
    except TodennaError:
        return population, True
    distance = wish.distance(found.estimate)
    if distance == 0:
        return population, False
    pull = _pull(population, found)
    square = float(population.chances @ pull**2)
    if square == 0:
        return population, True
    powers = np.clip(distance / square * pull, -LARGEST_STEP, LARGEST_STEP)
    return population.with_chances(population.chances * np.exp(powers)), True


def _pull(population: Population, found: Estimate) -> Floats:
    """Return the derivative of the number by each person's share of the audience."""
    return np.asarray(found.influence / population.chances)
