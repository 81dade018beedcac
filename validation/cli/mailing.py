"""The commands about the outbox: what waits for a person, and what the person decides."""

from typing import Annotated

import typer

from validation.cli.options import AsJson

app = typer.Typer(rich_markup_mode=None)
mail = typer.Typer(
    rich_markup_mode=None, no_args_is_help=True, help="Look at the outbox and decide what is held."
)
app.add_typer(mail, name="mail")

References = Annotated[
    list[str] | None, typer.Argument(help="Their references, as listed.", show_default=False)
]
All = Annotated[bool, typer.Option("--all", help="All that are held.")]


@mail.command("list")
def list_(*, as_json: AsJson = False) -> None:
    """List the mail that waits for a person: held, or unknown whether it left."""
    from validation.cli import outbox

    outbox.show_unsettled(as_json=as_json)


@mail.command()
def hold() -> None:
    """Hold all mail that waits, as after a backup was restored: it may have left since."""
    from validation.cli import outbox

    outbox.hold()


@mail.command()
def release(references: References = None, *, every: All = False) -> None:
    """Send held messages after all: they surely did not arrive."""
    from validation.cli import outbox

    outbox.release(_named(references, every=every))


@mail.command()
def abandon(references: References = None, *, every: All = False) -> None:
    """Give held messages up: they arrived, or need not leave any more."""
    from validation.cli import outbox

    outbox.abandon(_named(references, every=every))


def _named(references: list[str] | None, *, every: bool) -> list[str]:
    if bool(references) is every:
        raise typer.BadParameter("name references, or say --all")
    return references or []
