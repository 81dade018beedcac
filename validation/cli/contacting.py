"""The commands about people: contacts, who got what, erasure, retention."""

from pathlib import Path
from typing import Annotated

import typer

from validation.cli.options import AsJson, DryRun, GoodRows

app = typer.Typer(rich_markup_mode=None)
contacts = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Keep lists of contacts.")
app.add_typer(contacts, name="contacts")

Contact = Annotated[str, typer.Argument(help="The contact: its id in the list, or its address.")]


@contacts.command("import")
def import_(  # noqa: PLR0913 (one argument an option)
    path: Annotated[Path, typer.Argument(help="The list (CSV or XLSX).", show_default=False)],
    *,
    frame: Annotated[str, typer.Option(help="The name of the list.")] = "contacts",
    column: Annotated[
        list[str] | None,
        typer.Option(help="Where something stands, such as address=E-mail; may be repeated."),
    ] = None,
    attribute: Annotated[
        list[str] | None,
        typer.Option(help="An attribute to keep, such as region; may be repeated. All, if none."),
    ] = None,
    basis: Annotated[
        str | None, typer.Option(help="The lawful basis for all, such as consent.")
    ] = None,
    language: Annotated[
        str, typer.Option(help="The language of those for whom the list says none.")
    ] = "en",
    good_rows: GoodRows = False,
) -> None:
    """Keep a list of contacts; the same file adds nothing, who left the file leaves the list."""
    from validation.cli import reaching
    from validation.steps import ContactSource

    columns = reaching.read_columns(column or [])
    kept = tuple(attribute) if attribute else None
    source = ContactSource(path, frame, columns, kept, basis, language, good_rows)
    reaching.keep_contacts(source)


@app.command()
def who(
    contact: Annotated[
        str | None, typer.Argument(help="The contact: its id in the list, or its address.")
    ] = None,
    *,
    study: Annotated[str | None, typer.Option(help="Only this study.")] = None,
    wave: Annotated[str | None, typer.Option(help="Only this wave.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write to this file (CSV).")] = None,
    as_json: AsJson = False,
) -> None:
    """Say who got what, who did not, and why: of one contact, or of all."""
    from validation.cli import reaching

    reaching.tell(contact, study, wave, out, as_json=as_json)


@app.command()
def erase(contact: Contact, *, dry_run: DryRun = False) -> None:
    """Erase a contact with its address and, where they are not anonymous, its answers."""
    from validation.cli import reaching

    reaching.erase(contact, dry_run=dry_run)


@app.command()
def purge(*, dry_run: DryRun = False) -> None:
    """Erase what was kept for its time: answers, contacts, links, mail events."""
    from validation.cli import reaching

    reaching.purge(dry_run=dry_run)
