"""Responses with the same answers as an earlier one, where that can hardly be an accident."""

from collections.abc import Sequence
from itertools import pairwise
from math import log2
from typing import Any

import numpy as np
from numpy.typing import NDArray

from validation.claims import Choices, Column, Frame, Missing
from validation.questionnaire import Questionnaire
from validation.responses.screening.model import Booleans, FlagReason, Flags, Floats

ACCIDENTS = 0.01  # pairs that answer alike, expected among all honest ones of the wave
LARGEST = 1 << 20  # cells of a table of two items
SCATTER = np.uint64(0x9E3779B97F4A7C15)
HALF = np.uint64(32)
Keys = NDArray[np.uint64]
Codes = NDArray[np.integer[Any]]


def flag_copies(frame: Frame, questionnaire: Questionnaire) -> Flags | FlagReason:
    """Return how improbable it is that each response is the same as an earlier one, in bits.

    Only those that are the same in every item have evidence. Its bits are those of each answer
    after the answer before it, as often as all respondents give it (a Markov chain; Shannon 1948),
    so that whoever is content with everything is no copy of others who are. The threshold is
    where one pair in a hundred waves of this size would be alike by accident. The first of the
    same is no copy. Open answers are not compared.
    """
    names = [item.id for item in questionnaire.items() if item.id in frame.columns]
    columns = [frame.columns[name] for name in names]
    threshold = _needed(frame.n)
    if sum(map(_most_bits, columns)) < threshold:
        return "few_answers"
    copies = _copies(columns, frame.n)
    bits = np.zeros(frame.n)
    if copies.any():
        bits[copies] = _bits([_dense(column) for column in columns], copies)
    return Flags("duplicate", bits, threshold)


def _needed(n: int) -> float:
    return log2(max(n * (n - 1) / 2, 1.0) / ACCIDENTS)


def _most_bits(column: Column) -> float:
    return log2(max(len(column.levels), 2)) if isinstance(column, Choices) else 8.0


def _copies(columns: Sequence[Column], n: int) -> Booleans:
    _, first, group = np.unique(_scattered(columns, n), return_index=True, return_inverse=True)
    return np.asarray(first[group] != np.arange(n))


def _scattered(columns: Sequence[Column], n: int) -> Keys:
    """Return a number that is the same where all answers are, and hardly ever else."""
    scattered = np.zeros(n, dtype=np.uint64)
    for key in (key for column in columns for key in _keys(column)):
        scattered ^= key.astype(np.int64).view(np.uint64)
        scattered += np.uint64(1)
        scattered *= SCATTER
        scattered ^= scattered >> HALF
    return scattered


def _keys(column: Column) -> tuple[Codes, ...]:
    keys = column.keys()
    return (column.missing, column.values().view(np.int64)) if keys is None else keys


def _dense(column: Column) -> Codes:
    """Return the answers as numbers from 0, with hardly a gap."""
    if isinstance(column, Choices):
        return column.codes.astype(np.int64) - min(Missing)
    return np.unique(_scattered([column], len(column.missing)), return_inverse=True)[1]


def _bits(answers: Sequence[Codes], rows: Booleans) -> Floats:
    bits = np.zeros(int(rows.sum()))
    for before, after in pairwise([np.zeros_like(answers[0]), *answers]):
        bits -= np.log2(_chance(before, after, rows))
    return bits


def _chance(before: Codes, after: Codes, rows: Booleans) -> Floats:
    """Return how often the answer of these rows is given after the answer before."""
    width = int(after.max()) + 1
    if (int(before.max()) + 1) * width > LARGEST:
        return np.bincount(after)[after[rows]] / after.size
    pairs = before * width + after
    chance: Floats = np.bincount(pairs)[pairs[rows]] / np.bincount(before)[before[rows]]
    return chance
