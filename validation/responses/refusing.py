"""What is wrong with rows: broken ones, ids given twice, weights and strata that cannot be."""

import re
from collections.abc import Iterable, Iterator

import numpy as np

from validation.errors import Problem, ResponseError
from validation.responses.cells import Cells, Misfit, misfits_of, shown
from validation.responses.reading import numbers_in
from validation.responses.table import Rows, Table

MOST_SHOWN = 20
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def check_ids(cells: Cells, rows: Rows) -> list[Misfit]:
    """Return the rows without an id, and those whose id stands in an earlier row."""
    empty = cells.empty()
    ids = stripped(cells)
    first: dict[str, int] = {}
    later: dict[str, list[int]] = {}
    for at, name in enumerate(ids.tolist()):
        if name and first.setdefault(name, at) != at:
            later.setdefault(name, []).append(at)
    repeated = [
        Misfit(
            cells.column,
            f"{shown(name)}, also in row {rows[first[name]]}",
            "an id that occurs once",
            np.array(positions, dtype=np.intp),
            "If the file has several waves, name their column under data.wave.",
        )
        for name, positions in later.items()
    ]
    return [*misfits_of(cells, empty, "the id of a respondent"), *repeated]


def check_private(table: Table, cells: Cells, rows: Rows) -> None:
    """Check that no response is known by an e-mail address, which would be kept and exported.

    Raises:
        ResponseError: one is; the message does not repeat it.
    """
    found = [ADDRESS.fullmatch(text.strip()) is not None for text in cells.texts]
    at = np.flatnonzero(np.array(found, dtype=bool)[cells.text_of_row])
    if at.size:
        raise ResponseError(
            f"{table.name}, row {rows[at[0]]}, column {cells.column}: found an e-mail address as "
            f"the id of a response (in {at.size} of {len(rows)} rows), must be an id that does not "
            "say who answered. Name another column under data.id, or leave data.id out: a "
            "response is then known by its file and row."
        )


def check_weights(cells: Cells) -> list[Misfit]:
    """Return the rows whose weight is no number from 0."""
    weights = numbers_in(cells)
    return misfits_of(cells, ~(weights >= 0), "a number above 0 (0 leaves the row out)")


def check_seconds(cells: Cells) -> list[Misfit]:
    """Return the rows where something stands that is no number of seconds."""
    off = ~cells.empty() & ~(numbers_in(cells) >= 0)
    return misfits_of(cells, off, "a number of seconds, or nothing")


def check_filled(cells: Cells, must: str) -> list[Misfit]:
    """Return the rows where nothing stands."""
    return misfits_of(cells, cells.empty(), must)


def check_sizes(cells: Cells) -> list[Misfit]:
    """Return the rows whose population size is no number from 1."""
    return misfits_of(cells, ~(numbers_in(cells) >= 1), "a population size, 1 or more")


def stripped(cells: Cells) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Return the text of each row without blanks around it (n,)."""
    texts = np.array([text.strip() for text in cells.texts], dtype=object)
    return texts[cells.text_of_row]


def refusal(table: Table, misfits: Iterable[Misfit], rows: Rows) -> ResponseError:
    """Return the error that names every kind of problem with its first row and its number."""
    found = sorted(misfits, key=lambda misfit: int(misfit.positions[0]))
    problems = [*_broken(table), *(_problem(misfit, rows) for misfit in found)]
    bad = len(np.unique(np.concatenate([[], *(misfit.positions for misfit in found)])))
    more = len(problems) - MOST_SHOWN
    rest = (
        f" Of {len(problems)} kinds of problem the first {MOST_SHOWN} follow." if more > 0 else ""
    )
    message = (
        f"{table.name}: found {bad + len(table.broken)} of {len(rows) + len(table.broken)} rows "
        "that do not fit, must be rows whose every cell the study knows. Mend the file, or ask "
        f"for the good rows alone (--good-rows); the others are then counted.{rest}"
    )
    return ResponseError(message, problems[:MOST_SHOWN])


def reasons(misfits: Iterable[Misfit]) -> dict[int, str]:
    """Return for each position that does not fit the first reason why."""
    found: dict[int, str] = {}
    for misfit in misfits:
        reason = f"{misfit.column}: found {misfit.found}, must be {misfit.must}"
        for position in misfit.positions.tolist():
            found.setdefault(position, reason)
    return found


def _problem(misfit: Misfit, rows: Rows) -> Problem:
    times = f" (in {misfit.positions.size} rows)" if misfit.positions.size > 1 else ""
    where = f"row {rows[misfit.positions[0]]}, column {misfit.column}"
    return Problem(where, misfit.found + times, misfit.must, misfit.hint)


def _broken(table: Table) -> Iterator[Problem]:
    by_text: dict[str, list[int]] = {}
    for row, text in table.broken.items():
        by_text.setdefault(text, []).append(row)
    for text, rows in by_text.items():
        times = f" (in {len(rows)} rows)" if len(rows) > 1 else ""
        must = f"{len(table.columns)} cells, one a column"
        hint = (
            "Was the file cut off while it was written, or is a cell with the delimiter unquoted?"
        )
        yield Problem(f"row {rows[0]}", text + times, must, hint)
