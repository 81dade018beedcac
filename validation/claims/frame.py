"""The analysis frame: everybody's answers as small codes, with the design they came from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from validation.claims.columns import Booleans, Column, Positions
from validation.errors import ResponseError
from validation.stats import Design


@dataclass(frozen=True, slots=True)
class Frame:
    """Respondents in rows, items in columns, and the survey design of the rows."""

    columns: Mapping[str, Column]
    design: Design

    @property
    def n(self) -> int:
        """How many respondents there are."""
        return self.design.n

    def column(self, item: str) -> Column:
        """Return the answers to an item.

        Raises:
            ResponseError: nobody was asked it.
        """
        if item not in self.columns:
            raise ResponseError(f"{item}: found no answers, must be one of {list(self.columns)}.")
        return self.columns[item]

    def where(self, conditions: Mapping[str, tuple[str, ...]]) -> Booleans:
        """Return who gave, to every item named, one of the answers named (n,)."""
        chosen = np.ones(self.n, dtype=bool)
        for item, options in conditions.items():
            chosen &= self.column(item).counted(options) == 1
        return chosen

    def taken(self, items: Iterable[str], rows: Positions, design: Design) -> Self:
        """Return the answers of some of the respondents to some of the items."""
        columns = {item: self.columns[item].taken(rows) for item in items}
        return replace(self, columns=columns, design=design)

    def with_design(self, design: Design) -> Self:
        """Return the same answers under another design, such as a weighted one."""
        return replace(self, design=design)
