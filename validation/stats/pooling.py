"""Cross tables whose rare levels are put together, until each cell has answers enough."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from validation.stats.arrays import Floats, row_sums
from validation.stats.contingency import CrossTable

Groups = NDArray[np.intp]  # of each level, the one that it belongs to

ENOUGH = 5.0  # expected answers in every cell, for a chi-square law to hold (Cochran 1954)
_PAIR = 2


def pooled(table: CrossTable, answers: float) -> CrossTable:
    """Return the table with its two rarest levels put together until every cell has enough.

    Margins alone say what is put together, so that the dependence has no say in it. Two rows and
    two columns stay, enough or not. Dependence is never larger in the pooled table: what is a
    bound from below for it is one for the whole table.

    Args:
        table: of two columns.
        answers: of a simple random sample that would say as much; they are expected in cells as
            if rows and columns were independent.
    """
    margins = (table.shares.sum(axis=1), table.shares.sum(axis=0))
    rows, columns = pooled_levels(*margins, answers)
    height, width = int(rows.max()) + 1, int(columns.max()) + 1
    if (height, width) == table.shares.shape:
        return table
    groups = (rows[:, None] * width + columns).ravel()
    shares = row_sums(table.shares.reshape(-1, 1), groups, height * width)
    renamed = np.full(table.size + 1, -1, dtype=np.intp)  # the last is that of nobody, -1
    renamed[table.kept] = groups
    return replace(
        table,
        cell=renamed[table.cell],
        size=height * width,
        kept=np.arange(height * width),
        shares=shares.reshape(height, width),
    )


def pooled_levels(rows: Floats, columns: Floats, answers: float) -> tuple[Groups, Groups]:
    """Return the group of each row and of each column of a table with these margins.

    >>> import numpy as np
    >>> rows, columns = pooled_levels(np.array([0.5, 0.5]), np.array([0.6, 0.3, 0.06, 0.04]), 100.0)
    >>> rows.tolist(), columns.tolist()
    ([0, 1], [0, 1, 2, 2])
    """
    margins = [rows, columns]
    groups = [np.arange(margin.size) for margin in margins]
    while answers * margins[0].min() * margins[1].min() < ENOUGH:
        open_sides = [side for side in (0, 1) if margins[side].size > _PAIR]
        if not open_sides:
            break
        side = min(open_sides, key=lambda one: float(margins[one].min()))
        margins[side], groups[side] = _merged(margins[side], groups[side])
    return groups[0], groups[1]


def rarest(table: CrossTable, answers: float) -> float:
    """Return the answers expected in the rarest cell if rows and columns were independent."""
    return float(answers * table.expected.min())


def _merged(margin: Floats, groups: Groups) -> tuple[Floats, Groups]:
    """Put the two rarest levels together, in the place of the first of them."""
    first, second = sorted(np.argsort(margin, kind="stable")[:_PAIR].tolist())
    fewer = np.delete(margin, second)
    fewer[first] += margin[second]
    joined = np.where(groups == second, first, groups)
    return fewer, joined - (joined > second)
