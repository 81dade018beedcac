"""Keep a list of contacts; the same list adds nothing, and a bad row keeps nothing by halves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from validation.errors import Problem, SamplingError
from validation.files import read_table
from validation.language import SHIPPED
from validation.responses import Table
from validation.sampling import ContactList, read_contacts
from validation.settings import Settings
from validation.steps.assessing import Progress
from validation.steps.keeping import opened
from validation.store import KeptFrame, save_frame

FRAME = "contacts"
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ContactSource:
    """Which list of contacts a file is, and what its columns are.

    `columns` says of columns what they are (id, address, language, basis, or an attribute), where
    their heading does not; of the other columns `attributes` are kept, or all. `basis` and
    `language` hold for rows that say none.
    """

    path: Path
    frame: str = FRAME
    columns: Mapping[str, str] = field(default_factory=dict)
    attributes: tuple[str, ...] | None = None
    basis: str | None = None
    language: str = SHIPPED[0]
    good_rows_only: bool = False


@dataclass(frozen=True, slots=True)
class KeptContacts:
    """What a file of contacts came to: what the frame holds now, and the rows left out."""

    kept: KeptFrame
    rows: int
    refused: int
    duplicates: int
    without_address: int
    notes: tuple[str, ...]


def import_contacts(
    source: ContactSource, settings: Settings, *, now: datetime, progress: Progress | None = None
) -> KeptContacts:
    """Keep the contacts of a file as a frame, all of them or none.

    Raises:
        TodennaError: the file cannot be read, or rows of it cannot be contacts and the good ones
            alone were not asked for; it carries every kind of problem.
    """
    table = read_table(source.path, progress=progress)
    found = read_contacts(
        rows_of(table),
        columns=source.columns,
        languages=(source.language, *SHIPPED),
        basis=source.basis,
        attributes=source.attributes,
    )
    if not source.good_rows_only:
        _check_rows(table, found)
    with opened(settings) as store, store.transaction() as connection:
        kept = save_frame(connection, source.frame, found.contacts, sha256=table.sha256, now=now)
    return KeptContacts(
        kept=kept,
        rows=table.n_read,
        refused=found.refused_rows + len(table.broken),
        duplicates=len(found.duplicates),
        without_address=found.without_address,
        notes=(*table.notes, *found.notes, *_kept(found), *_doubled(found)),
    )


def rows_of(table: Table) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a table: the number of each, and its cells by their column."""
    names = tuple(table.cells)
    columns = [
        [texts.distinct[code] for code in texts.codes.tolist()] for texts in table.cells.values()
    ]
    for number, *cells in zip(table.rows.tolist(), *columns, strict=True):
        yield number, dict(zip(names, cells, strict=True))


def _check_rows(table: Table, found: ContactList) -> None:
    broken = [
        Problem(f"row {row}", text, f"{len(table.columns)} cells, one a column")
        for row, text in table.broken.items()
    ]
    problems = [*broken, *found.refused]
    if not problems:
        return
    bad = found.refused_rows + len(broken)
    more = len(problems) - MOST_SHOWN
    rest = f" Of {len(problems)} problems the first {MOST_SHOWN} follow." if more > 0 else ""
    message = (
        f"{table.name}: found {bad} of {table.n_read} rows that cannot be contacts, must be none. "
        "Mend the file, or ask for the good rows alone (--good-rows); the others are then "
        f"counted.{rest}"
    )
    raise SamplingError(message, problems[:MOST_SHOWN])


def _kept(found: ContactList) -> Iterator[str]:
    names = list(dict.fromkeys(name for one in found.contacts for name in one.attributes))
    if names:
        yield (
            f"Kept of each contact besides its address: {', '.join(names)}. Keep what the sample "
            "needs alone (--attribute)."
        )


def _doubled(found: ContactList) -> Iterator[str]:
    differing = [one for one in found.duplicates if one.differs]
    if differing:
        yield (
            f"{len(differing)} rows have the address of an earlier row and say something else; "
            f"the earlier one stands. The first: {differing[0]}."
        )
