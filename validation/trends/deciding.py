"""All tests of one wave together: which changes and slopes are significant."""

from dataclasses import dataclass

import numpy as np

from validation.trends.changes import Changes, build_changes
from validation.trends.lined import Floats, Lined, Places
from validation.trends.procedure import FIRST, adjusted
from validation.trends.slopes import Slopes, build_slopes

PREVIOUS, BASELINE, SLOPE, CLAIM = range(4)
KINDS = 3  # of tests that every series has
WHOLE = {PREVIOUS: 2.0, BASELINE: 2.0, SLOPE: 2.0}  # what a test is worth beside the first
LEVELS = {PREVIOUS: 1.0, BASELINE: 0.5, SLOPE: 0.5}  # the same of all levels together


@dataclass(frozen=True, slots=True)
class Tests:
    """The tests of one wave: changes and slopes of every series, before any correction."""

    __test__ = False  # not a test case, whatever its name

    previous: Changes
    baseline: Changes
    slopes: Slopes

    @property
    def p_values(self) -> Floats:
        """The p-values of the three kinds, a row a series (m, 3)."""
        found = (self.previous.p_value, self.baseline.p_value, self.slopes.p_value)
        return np.column_stack(found)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which test of each hypothesis comes first, and those of claims that are none of the three.

    Args:
        first: PREVIOUS, BASELINE, SLOPE or CLAIM, a hypothesis (H,).
        own: p-values of claims with a bound of their own, else NaN (H,).
    """

    first: Places
    own: Floats

    @classmethod
    def nothing(cls, hypotheses: int) -> "Asked":
        """Return that the change since the previous wave comes first everywhere."""
        return cls(np.full(hypotheses, PREVIOUS), np.full(hypotheses, np.nan))


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The p-values of a wave adjusted for each other, at the error of the wave alone."""

    of_series: Floats  # (m, 3)
    of_claims: Floats  # (H,)
    tests: int


def build_tests(lined: Lined, wave: int) -> Tests:
    """Return the changes and slopes that a wave brings."""
    return Tests(
        build_changes(lined, wave, lined.previous(wave)),
        build_changes(lined, wave, lined.base(wave)),
        build_slopes(lined, wave),
    )


def adjust_tests(lined: Lined, p_values: Floats, asked: Asked) -> Adjusted:
    """Return the p-values of a wave (m, 3) adjusted for each other."""
    hypotheses, parts = asked.first.size, int(lined.part.max(initial=0)) + 1
    placed = np.full((hypotheses, parts, KINDS), np.nan)
    placed[lined.hypothesis, lined.part] = p_values
    flat = np.column_stack([placed.reshape(hypotheses, -1), asked.own])
    first = _first(asked, flat)
    found = adjusted(flat, first, _worth(hypotheses, parts))
    back = found[:, :-1].reshape(hypotheses, parts, KINDS)[lined.hypothesis, lined.part]
    return Adjusted(back, found[:, -1], int((~np.isnan(flat)).sum()))


def planned_weights(levels: int) -> tuple[float, float]:
    """Return what the change since the previous wave has of a hypothesis' share, at the least.

    Args:
        levels: of all segments together.

    Returns:
        that of the whole audience, and that of one level.
    """
    worth = sum(WHOLE[kind] for kind in (BASELINE, SLOPE)) + sum(LEVELS.values())
    return FIRST, (1 - FIRST) * LEVELS[PREVIOUS] / worth / max(levels, 1)


def _first(asked: Asked, flat: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """The first test of each hypothesis: where it cannot be made, the change since the last."""
    rows = np.arange(asked.first.size)
    column = np.where(asked.first == CLAIM, flat.shape[1] - 1, asked.first)
    column = np.where(np.isnan(flat[rows, column]), PREVIOUS, column)
    first = np.zeros(flat.shape, dtype=np.bool_)
    first[rows, column] = True
    return first


def _worth(hypotheses: int, parts: int) -> Floats:
    worth = np.ones((parts, KINDS))
    worth[0] = [WHOLE[kind] for kind in range(KINDS)]
    worth[1:] = [LEVELS[kind] / max(parts - 1, 1) for kind in range(KINDS)]
    return np.tile(np.append(worth.ravel(), 1.0), (hypotheses, 1))
