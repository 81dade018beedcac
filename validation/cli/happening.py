"""The commands of events: what happened to contacts, and what became of it."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from validation.cli.options import AsJson, KeptStudy

app = typer.Typer(rich_markup_mode=None)
Key = Annotated[str | None, typer.Option(help="Your own name of the event: told twice, kept once.")]


@app.command()
def emit(  # noqa: PLR0913 (each is an option)
    name: Annotated[
        str | None, typer.Argument(help="What happened, such as lead.became_customer.")
    ] = None,
    *,
    contact: Annotated[str | None, typer.Option(help="To whom: a key or an address.")] = None,
    at: Annotated[
        datetime | None, typer.Option(help="When, by the clocks of --zone; now, if left out.")
    ] = None,
    zone: Annotated[str, typer.Option(help="Whose clocks times are by.")] = "UTC",
    key: Key = None,
    attribute: Annotated[
        list[str] | None, typer.Option(help="What goes with it, such as plan=pro.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option(help="A table of many: contact, event, at, key, attributes.")
    ] = None,
) -> None:
    """Tell that something happened to a contact, or to many (--file)."""
    from validation.cli import emitting

    if file is not None:
        emitting.emit_file(file, name, zone)
    else:
        emitting.emit(name, contact, attribute or [], at=at, key=key, zone=zone)


@app.command()
def events(
    study: KeptStudy,
    *,
    contact: Annotated[str | None, typer.Option(help="One alone, by its key or address.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show what happened that a study follows up, and what became of it."""
    from validation.cli import emitting

    emitting.show(study, contact, as_json=as_json)


@app.command("event-key")
def event_key() -> None:
    """Make a key with which other software tells events, and show it once."""
    from validation.cli import emitting

    emitting.make_key()
