"""`todenna contacts`, `who`, `erase` and `purge`: people, what they got, and what is forgotten."""

from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from validation.cli.clock import now
from validation.cli.output import console, progress, say, write_json
from validation.errors import FileError
from validation.files import replacing, write_csv
from validation.settings import read_settings
from validation.steps import (
    ContactSource,
    Told,
    erase_person,
    import_contacts,
    purge_expired,
    tell_contacts,
)

SHOWN = ("wave", "contact", "step", "outcome", "reason", "at", "until")
MOST = 200  # more lines nobody reads on a screen


def keep_contacts(source: ContactSource) -> None:
    """Keep a list of contacts and print what became of its rows."""
    with progress(source.path, "Reading contacts") as told:
        done = import_contacts(source, read_settings(), now=now(), progress=told)
    out, kept = console(), done.kept
    say(out, f"List {escape(kept.frame)}: {kept.contacts} contacts, {kept.new} of them new.")
    counts = {
        "changed": kept.changed,
        "left the list": kept.left,
        "erased before and not kept again": kept.erased,
        "without an address": done.without_address,
        "refused": done.refused,
        "with the address of another row": done.duplicates,
    }
    told_counts = ", ".join(f"{n} {name}" for name, n in counts.items() if n)
    if told_counts:
        say(out, f"{told_counts}.")
    for note in done.notes:
        say(out, f"[dim]{escape(note)}[/]")


def read_columns(given: list[str]) -> dict[str, str]:
    """Return column → what it is, from options such as address=E-mail.

    Raises:
        FileError: an option names no column.
    """
    columns: dict[str, str] = {}
    for one in given:
        name, equals, column = one.partition("=")
        if not (equals and name.strip() and column.strip()):
            must = "what it is and its column, such as address=E-mail"
            raise FileError(f"--column: found {one!r}, must be {must}.")
        columns[column.strip()] = name.strip()
    return columns


def tell(
    contact: str | None, study: str | None, wave: str | None, out: Path | None, *, as_json: bool
) -> None:
    """Print who got what, or write it into a file."""
    told = tell_contacts(read_settings(), now=now(), contact=contact, study=study, wave=wave)
    if as_json:
        write_json([dict(zip(Told.HEADER, one.row(), strict=True)) for one in told], out)
    elif out is not None:
        with replacing(out.parent, out.name) as (half,):
            write_csv(half, [Told.HEADER, *(one.row() for one in told)])
        say(console(), f"{len(told)} lines written to {escape(str(out))}.")
    else:
        _print_told(told)


def erase(contact: str, *, dry_run: bool) -> None:
    """Erase a contact and print how much that was."""
    erased = erase_person(contact, read_settings(), now=now(), dry_run=dry_run)
    would = "would be" if dry_run else "are"
    say(
        console(),
        f"The contact, {erased.responses} responses, {erased.drafts} drafts and {erased.links} "
        f"links {would} erased; {erased.invitations} invitations {would} nobody's.",
    )
    if not dry_run:
        say(console(), "It is never written to or imported again. Verdicts that were made stay.")


def purge(*, dry_run: bool) -> None:
    """Erase what was kept for its time and print how much that was."""
    found = purge_expired(read_settings(), now=now(), dry_run=dry_run)
    would = "would be erased" if dry_run else "erased"
    for one in found:
        counts = ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in one.counts().items())
        say(console(), f"{escape(one.study)}: {counts} {would}.")
    if not found:
        say(console(), "Nothing is kept for longer than the studies say.")


def _print_told(told: tuple[Told, ...]) -> None:
    out = console()
    if not told:
        say(out, "Nobody was asked in any such wave.")
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in SHOWN:
        table.add_column(name.capitalize())
    for one in told[:MOST]:
        cells = dict(zip(Told.HEADER, one.row(), strict=True))
        times = {name: cells[name][:16].replace("T", " ") for name in ("at", "until")}
        wave = f"{cells['study']} {cells['wave']}"
        shown = cells | times | {"wave": wave, "reason": cells["reason"].replace("_", " ")}
        table.add_row(*(escape(shown[name]) for name in SHOWN))
    out.print(table)
    if len(told) > MOST:
        say(out, f"{len(told) - MOST} more lines: --out FILE writes them all, as CSV.")
