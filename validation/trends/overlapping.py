"""The same people in several waves: what their answers do to the precision of a change."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from validation.trends.lined import Floats, Places

Asked = tuple[Places, Floats]  # keys of people, and a row of deviations for each of them


class Panel:
    """Waves of which some people are in several.

    The covariance of two waves is the sum of products of the deviations of those in both (Kish
    1965, section 12.4; Holmes & Skinner 2000); here it is kept as a correlation. Each pair of
    waves is looked at once, when it is asked for.

    Args:
        waves: for each wave the key of every person (n,) and, for every series, what the person
            adds to the deviation of its estimate (n, m); none for a wave of nameless people.
        series: how many there are.
    """

    def __init__(self, waves: Sequence[Asked | None], series: int) -> None:
        self._waves = [None if one is None else _by_person(*one) for one in waves]
        self._series = series
        self.correlation = cache(self._correlation)
        self._shared = cache(self._places)

    def overlap(self, one: int, other: int) -> int:
        """Return how many people are in both."""
        return int(self._shared(one, other)[0].size)

    def joining(self, one: int, other: int) -> float:
        """Return the part of the later wave's people who are not in the earlier one."""
        later = self._waves[other]
        return 1.0 if later is None else 1 - self.overlap(one, other) / later[0].size

    def new(self, wave: int) -> float:
        """Return the part of a wave's people who are in no wave before it."""
        here = self._waves[wave]
        before = [one[0] for one in self._waves[:wave] if one is not None]
        if here is None or not before:
            return 1.0
        return float(1 - np.isin(here[0], np.concatenate(before)).mean())

    def _correlation(self, one: int, other: int) -> Floats:
        here, there = self._shared(one, other)
        first, second = self._waves[one], self._waves[other]
        if first is None or second is None or not here.size:
            return np.zeros(self._series)
        shared = np.einsum("im,im->m", first[1][here], second[1][there])
        spread = np.sqrt(_squares(first[1]) * _squares(second[1]))
        found: Floats = np.divide(shared, spread, out=np.zeros_like(shared), where=spread > 0)
        return np.clip(found, -1.0, 1.0)

    def _places(self, one: int, other: int) -> tuple[Places, Places]:
        first, second = self._waves[one], self._waves[other]
        if first is None or second is None:
            nobody = np.zeros(0, dtype=np.intp)
            return nobody, nobody
        _, here, there = np.intersect1d(
            first[0], second[0], assume_unique=True, return_indices=True
        )
        return here, there


def _by_person(people: Places, deviations: Floats) -> Asked:
    """One row a person: who answered twice, after two events, adds what both answers add."""
    keys, rows = np.unique(people, return_inverse=True)
    if keys.size == people.size:
        return keys, deviations[np.argsort(people, kind="stable")]
    summed = np.zeros((keys.size, deviations.shape[1]))
    np.add.at(summed, rows.ravel(), deviations)
    return keys, summed


def _squares(deviations: Floats) -> Floats:
    found: Floats = np.einsum("im,im->m", deviations, deviations)
    return found
