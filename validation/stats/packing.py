"""Shares of many yes/no items from few tables: up to eight items make one code of 256 values."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from validation.stats.arrays import Codes, Floats, Mask
from validation.stats.design import Design
from validation.stats.estimation import Known
from validation.stats.smooth import Column, Smooth, portions

Columns = Sequence[Column] | NDArray[Any]

_BYTE = 8
_WIDTHS = (1, 2, 4, 8)  # items a code, which divide a byte
_ROWS_A_CELL = 4  # a table with fewer respondents a cell takes longer than another pass


def packed_shares(
    design: Design, columns: Columns, inside: Mask
) -> tuple[list[float], list[Known]]:
    """Return the share of ones of columns of zeros and ones, and its variance, for each."""
    values: list[float] = []
    known: list[Known] = []
    for codes, width in _packed(columns, _width(design)):
        kept = codes if inside.all() else np.where(inside, codes, np.int16(-1))
        shares, variances = _shares_of(design, kept, width)
        values += shares.tolist()
        known += [
            Known(variance, share * (1 - share))
            for share, variance in zip(shares.tolist(), variances.tolist(), strict=True)
        ]
    return values, known


def _width(design: Design) -> int:
    """Items a code, so that the table of codes stays small beside the answers."""
    cells = max(design.n // (_ROWS_A_CELL * design.groups), 2)
    return max(width for width in _WIDTHS if 2**width <= cells)


def _packed(columns: Columns, width: int) -> Iterator[tuple[Codes, int]]:
    """The columns as bits of codes, the first the lowest, and how many bits a code has."""
    count = columns.shape[1] if isinstance(columns, np.ndarray) else len(columns)
    if isinstance(columns, np.ndarray):
        packed = np.packbits(columns.view(np.uint8), axis=1, bitorder="little")
    for first in range(0, count, width):
        size = min(width, count - first)
        if isinstance(columns, np.ndarray):
            codes = packed[:, first // _BYTE] >> np.uint8(first % _BYTE)
            yield (codes & np.uint8(2**size - 1)).astype(np.int16), size
        else:
            bits = np.zeros(columns[0].size, dtype=np.uint8)
            for column in reversed(columns[first : first + size]):
                bits <<= 1
                bits |= column.astype(np.uint8, copy=False)
            yield bits.astype(np.int16), size


def _shares_of(design: Design, codes: Codes, width: int) -> tuple[Floats, Floats]:
    bits = (np.arange(2**width)[:, None] >> np.arange(width)) & 1
    statistic = Smooth(codes, (None,), np.zeros((2**width, 1, 0)), portions)
    sums = design.sums(statistic)[:, 0]
    total = sums.sum()
    shares = sums @ bits / total
    return shares, np.diag(design.covariance_by_code(codes, (bits - shares) / total))
