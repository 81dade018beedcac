"""The topline: every item's frequencies with their bases, weighted and not."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from validation.claims import Choices, Column, Frame, Missing, Numbers
from validation.study import Document

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]


class Line(Document):
    """One answer: how often it was given, and its share of those who answered."""

    code: str
    n: int
    share: float | None
    weighted: float | None


class Topline(Document):
    """The answers to one item: its base, its lines, its mean, and the kinds of missing."""

    item: str
    base: int
    weighted_base: float
    lines: tuple[Line, ...]
    mean: float | None = None
    weighted_mean: float | None = None
    missing: dict[str, int]


def build_topline(frame: Frame) -> Iterator[Topline]:
    """Yield the frequencies of every item, in the order of the questionnaire.

    Shares are of those who answered the item; of a ranking, lines count first places.
    """
    for item, column in frame.columns.items():
        yield _topline(item, column, frame.design.weights)


def _topline(item: str, column: Column, weights: Floats) -> Topline:
    answered = column.missing >= 0
    base, weighted_base = int(answered.sum()), float(weights[answered].sum())
    values = column.values()[answered] if isinstance(column, Choices | Numbers) else np.array([])
    rated = values.size > 0 and not np.isnan(values).any()
    return Topline(
        item=item,
        base=base,
        weighted_base=weighted_base,
        lines=tuple(_line(column, level, answered, weights) for level in column.levels),
        mean=float(values.mean()) if rated else None,
        weighted_mean=float(np.average(values, weights=weights[answered])) if rated else None,
        missing=_missing(column),
    )


def _line(column: Column, level: str, answered: Booleans, weights: Floats) -> Line:
    given = column.counted([level]) == 1
    base, weighted_base = answered.sum(), weights[answered].sum()
    return Line(
        code=level,
        n=int(given.sum()),
        share=float(given.sum() / base) if base else None,
        weighted=float(weights[given].sum() / weighted_base) if base else None,
    )


def _missing(column: Column) -> dict[str, int]:
    counts = {kind.name.lower(): int((column.missing == kind).sum()) for kind in Missing}
    return {name: count for name, count in counts.items() if count}
