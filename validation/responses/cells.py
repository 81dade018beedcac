"""The cells of one column: each distinct text once, so that it is understood once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from validation.claims import smallest_type
from validation.responses.table import Table

Positions = NDArray[np.intp]
Codes = NDArray[np.signedinteger[Any]]
Booleans = NDArray[np.bool_]
OFF = int(np.iinfo(np.int8).min)
LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Cells:
    """The texts of a column, and which of them stands in each row (n,)."""

    column: str
    texts: tuple[str, ...]
    text_of_row: Codes

    def used(self) -> Positions:
        """Return which of the texts stand in any row."""
        return np.flatnonzero(np.bincount(self.text_of_row, minlength=len(self.texts)))

    def decided(self, decide: Callable[[str], int | None], levels: int = 0) -> Codes:
        """Return the code of each row (n,), `OFF` where the text means nothing.

        Args:
            decide: gives the code of a text, if it has one.
            levels: how many codes there are beside the kinds of missing.
        """
        codes = np.full(len(self.texts), OFF, dtype=smallest_type(levels))
        for text in self.used():
            code = decide(self.texts[text])
            codes[text] = OFF if code is None else code
        return codes[self.text_of_row]

    def empty(self) -> Booleans:
        """Return where nothing but blanks stands (n,)."""
        blank = np.array([not text.strip() for text in self.texts], dtype=bool)
        return np.asarray(blank[self.text_of_row], dtype=bool)


@dataclass(frozen=True, slots=True)
class Misfit:
    """One text of a column that cannot be, what must be, and the rows where it stands."""

    column: str
    found: str
    must: str
    positions: Positions
    hint: str = ""


def cells_of(table: Table, column: str, positions: Positions) -> Cells:
    """Return the cells of a column at the given positions of the table."""
    texts = table.cells[column]
    return Cells(column, texts.distinct, texts.codes[positions])


def misfits_of(cells: Cells, off: Booleans, must: str, hint: str = "") -> list[Misfit]:
    """Return a misfit for each distinct text of the rows that are off."""
    positions = np.flatnonzero(off)
    if not positions.size:
        return []
    texts, starts = np.unique(cells.text_of_row[positions], return_index=True)
    by_text = positions[np.argsort(cells.text_of_row[positions], kind="stable")]
    sizes = np.bincount(cells.text_of_row[positions], minlength=len(cells.texts))[texts]
    groups = np.split(by_text, np.cumsum(sizes)[:-1])
    return [
        Misfit(cells.column, shown(cells.texts[texts[at]]), must, groups[at], hint)
        for at in np.argsort(starts)
    ]


def shown(text: str) -> str:
    """Return a cell as a message shows it.

    >>> shown("  never "), shown(" ")
    ('never', 'an empty cell')
    """
    bare = " ".join(text.split())
    if not bare:
        return "an empty cell"
    return bare if len(bare) <= LONGEST_SHOWN else f"{bare[:LONGEST_SHOWN]}…"
