"""Invented answers to an item, one function a type of item."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from validation.claims import Choices, Column, Missing, Numbers, Rankings, Selections
from validation.questionnaire import DerivedItem, Item, band_of
from validation.simulation.latents import Latents
from validation.simulation.scales import Floats, cut_latent, ordinal_shares

AnyColumn = Choices | Numbers | Selections | Rankings
Rows = NDArray[np.int64]
Booleans = NDArray[np.bool_]
RANGE = 100.0


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of the answers to an item: shares of its options, or the mean of a rating."""

    shares: Mapping[str, float] | None = None
    mean: float | None = None


def answer(item: Item, given: Given, latents: Latents) -> AnyColumn | None:
    """Return invented answers to an item; none for an open question."""
    make = ANSWERS.get(item.type)
    return None if make is None else make(item, given, latents)


def rate(item: Item, given: Given, latents: Latents) -> Choices:
    """Return ratings with the mean given; without one, a little above the middle."""
    points = [float(choice.code) for choice in item.choices]
    low, width = points[0], points[-1] - points[0]
    mean = low + 0.6 * width if given.mean is None else given.mean
    shares = _shares(item, given) if given.shares else ordinal_shares(points, mean, width / 4)
    codes = cut_latent(latents.one(item.stage or ""), shares)
    return Choices(codes, _levels(item), tuple(points))


def choose(item: Item, given: Given, latents: Latents) -> Choices:
    """Return single choices with the shares given; without them, all equally frequent."""
    return Choices(cut_latent(latents.one(item.stage or ""), _shares(item, given)), _levels(item))


def tick(item: Item, given: Given, latents: Latents) -> Selections:
    """Return multiple choices; without shares, half choose each option."""
    levels = _levels(item)
    shares = given.shares or {}
    chances = [shares.get(level, 0.5) for level in levels]
    ticked = [
        cut_latent(latents.one(item.stage or ""), np.array([1 - chance, chance]))
        for chance in chances
    ]
    chosen = np.column_stack(ticked).astype(np.int8)
    return Selections(chosen, levels, np.zeros(len(chosen), dtype=np.int16))


def order(item: Item, given: Given, latents: Latents) -> Rankings:
    """Return full rankings; options with larger shares tend to stand first."""
    utilities = np.column_stack(
        [latents.one(item.stage or "") + np.log(max(share, 1e-6)) for share in _shares(item, given)]
    )
    ranks = (-utilities).argsort(axis=1).argsort(axis=1).astype(np.int8) + np.int8(1)
    return Rankings(ranks, _levels(item), np.zeros(len(ranks), dtype=np.int16))


def count(item: Item, given: Given, latents: Latents) -> Numbers:
    """Return whole numbers between the limits of the item, all equally frequent."""
    del given
    low = item.low if item.low is not None else 0.0
    high = item.high if item.high is not None else low + RANGE
    places = latents.one(item.stage or "").argsort().argsort()
    numbers = np.floor(low + (high - low + 1) * places / len(places))
    return Numbers(np.minimum(numbers, high), np.zeros(len(places), dtype=np.int16))


def band(derived: DerivedItem, numbers: Column) -> Choices:
    """Return the band that each number lies in."""
    levels = tuple(derived.bands)
    values, where = np.unique(numbers.values(), return_inverse=True)
    bands = [None if np.isnan(value) else band_of(derived, float(value)) for value in values]
    codes = [Missing.NOT_APPLICABLE if name is None else levels.index(name) for name in bands]
    coded = np.array(codes, dtype=np.int16)[where]
    return Choices(np.where(numbers.missing < 0, numbers.missing, coded), levels)


def taken(column: AnyColumn, rows: Rows) -> AnyColumn:
    """Return the answers of some of the people, who may come up more than once."""
    match column:
        case Choices():
            return replace(column, codes=column.codes[rows])
        case Numbers():
            return replace(column, numbers=column.numbers[rows], missing=column.missing[rows])
        case Selections():
            return replace(column, chosen=column.chosen[rows], missing=column.missing[rows])
        case Rankings():
            return replace(column, ranks=column.ranks[rows], missing=column.missing[rows])


def hidden(column: AnyColumn, rows: Booleans) -> AnyColumn:
    """Return the answers with some of the people not having been shown the item."""
    if isinstance(column, Choices):
        return replace(column, codes=_not_shown(column.codes, rows))
    return replace(column, missing=_not_shown(column.missing, rows))


def _not_shown(codes: NDArray[np.int16], rows: Booleans) -> NDArray[np.int16]:
    return np.where(rows, np.int16(Missing.NOT_SHOWN), codes).astype(np.int16)


def _levels(item: Item) -> tuple[str, ...]:
    return tuple(choice.code for choice in item.choices)


def _shares(item: Item, given: Given) -> Floats:
    levels, known = _levels(item), given.shares or {}
    left = max(0.0, 1 - sum(known.values())) / max(1, len(levels) - len(known))
    return np.array([known.get(level, left) for level in levels])


ANSWERS: dict[str, Callable[[Item, Given, Latents], AnyColumn]] = {
    "rating": rate,
    "single": choose,
    "multi": tick,
    "ranking": order,
    "number": count,
}
