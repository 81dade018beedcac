"""A file of answers as it stands: columns of text, with the rows a person sees in a spreadsheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Texts:
    """The cells of one column: each distinct text once, and which of them stands in each row."""

    distinct: tuple[str, ...]
    codes: NDArray[np.signedinteger[Any]]

    @classmethod
    def of(cls, cells: Iterable[str]) -> Self:
        """Return the coded texts of cells.

        >>> Texts.of(["yes", "no", "yes"]).distinct
        ('yes', 'no')
        """
        index: dict[str, int] = {}
        codes = [index.setdefault(cell, len(index)) for cell in cells]
        return cls(tuple(index), np.array(codes, dtype=np.int32))


@dataclass(frozen=True, slots=True)
class Table:
    """Every cell of a file as text; row 1 of the file holds the column names.

    `columns` names every column of the file, `cells` holds those that were asked for, as
    coded texts. `rows` gives the number of each row in the file; blank rows are left out, so
    numbers may be missing. `broken` says of each row that could not be read what was found in it.

    >>> table = Table.of("answers.csv", {"age": ["31", "", "47"]})
    >>> table.rows.tolist()
    [2, 3, 4]
    """

    name: str
    columns: tuple[str, ...]
    cells: Mapping[str, Texts]
    rows: Rows
    sha256: str = ""
    encoding: str = ""
    delimiter: str = ""
    broken: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str, cells: Mapping[str, list[str]]) -> "Table":
        """Return a table of columns that are in memory, numbered as in a file."""
        n = max(map(len, cells.values()), default=0)
        coded = {column: Texts.of(texts) for column, texts in cells.items()}
        return cls(name, tuple(cells), coded, np.arange(2, n + 2, dtype=np.int32))

    @property
    def n_read(self) -> int:
        """How many rows of answers the file has, broken ones included."""
        return len(self.rows) + len(self.broken)
