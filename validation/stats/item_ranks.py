"""Rank tests of many items between the same groups, in a few passes over the answers."""

from collections.abc import Hashable, Iterator, Mapping
from math import prod

import numpy as np
from numpy.typing import ArrayLike

from validation.stats.arrays import Mask, mask, measured, numbered
from validation.stats.design import Design
from validation.stats.grouping import Grouping
from validation.stats.items import Items, item_columns
from validation.stats.ranks import rank_test
from validation.stats.results import TestResult
from validation.stats.smooth import Column

_FEW = 32  # values of an item that is worth putting together with others
_ROWS_A_GROUP = 16  # with fewer respondents alike, grouping costs more than it saves


def each_rank_test(
    design: Design, items: Items, groups: ArrayLike, *, where: ArrayLike | None = None
) -> dict[Hashable, TestResult]:
    """Return the rank test of every item, by its name or the number of its column.

    The same as `rank_test` of each. Items of few whole numbers are taken several at a time:
    respondents of one stratum and group who answered them alike count as one row.

    >>> found = each_rank_test(Design(4), {"price": [1, 2, 3, 4]}, ["a", "a", "b", "b"])
    >>> found["price"].estimate
    0.0
    """
    columns = {
        name: measured(column, design.n, str(name))
        for name, column in item_columns(items, design.n)
    }
    members, size = numbered(groups, design.n, "groups")
    inside = mask(where, design.n)
    found: dict[Hashable, TestResult] = {}
    alike = Grouping(design, [members] if inside is None else [members, inside])
    for pack in _packs(design, columns, size):
        found |= _tested(alike, pack, members, inside)
    return {name: found[name] for name in columns}


def _packs(
    design: Design, columns: Mapping[Hashable, Column], size: int
) -> Iterator[dict[Hashable, Column]]:
    """Items to be taken together: as many as leave groups of some size; the others alone."""
    room = design.n / (_ROWS_A_GROUP * size * design.groups) if type(design) is Design else 0.0
    pack: dict[Hashable, Column] = {}
    for name, column in columns.items():
        if pack and prod(map(_values, (*pack.values(), column))) > room:
            yield pack
            pack = {}
        pack[name] = column
    if pack:
        yield pack


def _values(column: Column) -> float:
    """How many whole numbers there can be; no end of them where they are not whole or many."""
    if column.dtype.kind not in "iu" or not column.size:
        return np.inf
    values = int(column.max()) - int(column.min()) + 1
    return values if values <= _FEW else np.inf


def _tested(
    alike: Grouping, pack: Mapping[Hashable, Column], members: Column, inside: Mask | None
) -> dict[Hashable, TestResult]:
    design = alike.design
    grouped = alike.by(list(pack.values())) if len(pack) > 1 else None
    if grouped is not None:
        rows = grouped.rows
        pack = {name: column[rows] for name, column in pack.items()}
        design, members = grouped.design, members[rows]
        inside = None if inside is None else inside[rows]
    return {name: rank_test(design, column, members, where=inside) for name, column in pack.items()}
