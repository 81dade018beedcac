"""Columns and frames written out in the tests that look at them."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest

from validation.claims import Choices, Column, Frame, Missing, Selections
from validation.stats import Design

Rated = Callable[..., Choices]
Chosen = Callable[[Sequence[str | None], Sequence[str]], Choices]
Framed = Callable[..., Frame]


@pytest.fixture
def rated() -> Rated:
    """Ratings on a scale; None was not shown."""

    def make(ratings: Sequence[int | None], low: int = 1, high: int = 10) -> Choices:
        points = range(low, high + 1)
        codes = [Missing.NOT_SHOWN if one is None else one - low for one in ratings]
        names, scores = tuple(map(str, points)), tuple(map(float, points))
        return Choices(np.array(codes, np.int16), names, scores)

    return make


@pytest.fixture
def chosen() -> Chosen:
    """Single choices among levels; None was not shown."""

    def make(answers: Sequence[str | None], levels: Sequence[str]) -> Choices:
        codes = [Missing.NOT_SHOWN if one is None else levels.index(one) for one in answers]
        return Choices(np.array(codes, np.int16), tuple(levels))

    return make


@pytest.fixture
def ticked() -> Callable[[Sequence[str], Sequence[str]], Selections]:
    """Multiple choices, each a text of the options' letters: "ab", "", "b"."""

    def make(answers: Sequence[str], levels: Sequence[str]) -> Selections:
        marks = np.array([[level in one for level in levels] for one in answers], np.int8)
        return Selections(marks, tuple(levels), np.zeros(len(answers), np.int16))

    return make


@pytest.fixture
def framed() -> Framed:
    def make(columns: Mapping[str, Column], weights: Sequence[float] | None = None) -> Frame:
        n = len(next(iter(columns.values())).missing)
        return Frame(columns, Design(n, weights=weights))

    return make


@pytest.fixture
def everybody() -> Callable[[Frame], np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    return lambda frame: np.ones(frame.n, dtype=bool)
