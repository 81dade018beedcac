"""Axes of small pictures: round values from low to high, and waves along time."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import ceil, floor, log10

NICE = (1, 2, 2.5, 5, 10)
AIR = 0.08
EXACT = 9
ALIKE = 1e-9


def round_ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Return at most so many round values from low to high.

    >>> round_ticks(2.3, 4.1)
    (2.5, 3.0, 3.5, 4.0)
    """
    span = max(high - low, ALIKE)
    magnitude = 10.0 ** floor(log10(span / most))
    steps = (nice * magnitude * ten for ten in (1, 10) for nice in NICE)
    for step in steps:
        first, last = ceil(low / step - ALIKE), floor(high / step + ALIKE)
        if last - first < most:
            return tuple(round(step * at, EXACT) + 0.0 for at in range(first, last + 1))
    return ()


def wide_enough(values: Sequence[float], within: tuple[float, float]) -> tuple[float, float]:
    """Return the ends of an axis that shows all values with some air, inside what is possible.

    >>> wide_enough([0.0, 1.0], (0.0, 1.0))
    (0.0, 1.0)
    """
    low, high = min(values, default=0.0), max(values, default=1.0)
    air = AIR * ((high - low) or abs(high) or 1.0)
    return max(low - air, within[0]), min(high + air, within[1])


def places(days: Sequence[date]) -> tuple[float, ...]:
    """Return where each day lies between the first and the last; evenly if all are one.

    >>> places([date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 5)])
    (0.0, 0.25, 1.0)
    """
    numbers = [day.toordinal() for day in days]
    rising = all(one < other for one, other in pairwise(numbers))
    given = numbers if rising else list(range(len(numbers)))
    span = (given[-1] - given[0] if given else 0) or 1
    return tuple((one - given[0]) / span for one in given)


def apart(labels: Sequence[tuple[float, str]], letters: float) -> tuple[tuple[float, str], ...]:
    """Return as many labels as fit beside each other, the last one always among them.

    Args:
        labels: where each stands, from 0 to 1, and its words.
        letters: how many letters fit along the whole axis.
    """
    return tuple(reversed([*_fitting(labels, letters)]))


def _fitting(labels: Sequence[tuple[float, str]], letters: float) -> Iterator[tuple[float, str]]:
    free = 1.0 + len(labels[-1][1]) / letters if labels else 0.0
    for at, words in reversed(labels):
        half = (len(words) + 1) / letters / 2
        if at + half <= free + ALIKE:
            yield at, words
            free = at - half
