"""The analysis frame as a categorical pandas DataFrame, out and in."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from validation.claims.columns import (
    Choices,
    Codes,
    Column,
    Missing,
    Numbers,
    Rankings,
    Selections,
    as_number,
    smallest_type,
)
from validation.claims.frame import Frame
from validation.stats import Design

if TYPE_CHECKING:  # pandas takes two seconds to load, which an assessment need not wait for
    import pandas as pd

WHY = {kind: f"({kind.name.lower().replace('_', ' ')})" for kind in Missing}


def to_pandas(frame: Frame) -> "pd.DataFrame":
    """Return the answers as a table: a categorical column an item, a yes/no one an option.

    The kinds of missing are categories of their own, in parentheses, last.

    >>> frame = Frame({"q": Choices(np.array([0, -4], np.int8), ("yes", "no"))}, Design(2))
    >>> list(to_pandas(frame)["q"])
    ['yes', '(refused)']
    """
    import pandas as pd  # noqa: PLC0415 (see above)

    columns = [pair for item, column in frame.columns.items() for pair in _series(item, column)]
    return pd.DataFrame(dict(columns))


def from_pandas(table: "pd.DataFrame", design: Design | None = None) -> Frame:
    """Return the frame of a table with categorical and numeric columns; empty cells not shown.

    A column of categories that are numbers, or ordered and named by numbers, is a rating. The
    columns of a multiple choice or ranking, one an option, stay apart as single choices.

    Args:
        table: a row a respondent, a column an item.
        design: the survey design of the rows; a simple random sample if none is given.

    >>> import pandas as pd
    >>> frame = from_pandas(pd.DataFrame({"age": [31.0, np.nan], "sex": ["f", "m"]}))
    >>> frame.column("age").missing
    array([ 0, -1], dtype=int8)
    """
    columns = {str(name): _column(table[name]) for name in table.columns}
    return Frame(columns, design or Design(len(table)))


def _series(item: str, column: Column) -> Iterator[tuple[str, Any]]:
    import pandas as pd  # noqa: PLC0415 (see above)

    if isinstance(column, Choices):
        yield item, _categorical(column.codes, column.levels, ordered=bool(column.scores))
    elif isinstance(column, Numbers):
        yield item, pd.Series(column.values())
    elif isinstance(column, Selections | Rankings):
        marks = column.chosen if isinstance(column, Selections) else column.ranks
        levels = tuple(str(place) for place in range(int(marks.max(initial=1)) + 1))
        for position, option in enumerate(column.levels):
            codes = np.where(column.missing < 0, column.missing, marks[:, position])
            yield f"{item}.{option}", _categorical(codes, levels)


def _categorical(codes: Codes, levels: tuple[str, ...], *, ordered: bool = False) -> Any:  # noqa: ANN401 (loaded late)
    import pandas as pd  # noqa: PLC0415 (see above)

    positions = np.where(codes < 0, len(levels) - codes - 1, codes)
    categories = pd.Index([*levels, *(WHY[kind] for kind in Missing)])
    return pd.Categorical.from_codes(positions, categories=categories, ordered=ordered)


def _column(series: Any) -> Column:  # noqa: ANN401 (loaded late)
    if series.dtype.kind in "iuf":
        numbers = series.to_numpy(dtype=float, na_value=np.nan)
        return Numbers(numbers, np.where(np.isnan(numbers), Missing.NOT_SHOWN, 0).astype(np.int8))
    values = series.astype("category").cat
    kinds = {name: kind for kind, name in WHY.items()}
    levels = [str(level) for level in values.categories if level not in kinds]
    by_category = [
        kinds[level] if level in kinds else levels.index(str(level)) for level in values.categories
    ]
    codes = np.array([*by_category, Missing.NOT_SHOWN], dtype=smallest_type(len(levels)))[
        values.codes
    ]
    return Choices(codes, tuple(levels), _scores(values, levels))


def _scores(values: Any, levels: list[str]) -> tuple[float, ...]:  # noqa: ANN401 (loaded late)
    numbers = tuple(as_number(level) for level in levels)
    rated = values.ordered or values.categories.dtype.kind in "iuf"
    return numbers if rated and not np.isnan(numbers).any() else ()
