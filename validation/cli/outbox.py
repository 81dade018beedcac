"""`todenna deliver` and `mail`: the outbox is emptied, and a person decides what is held."""

from collections.abc import Sequence
from datetime import datetime
from threading import Event

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from validation.cli.clock import now
from validation.cli.output import console, say, write_json
from validation.settings import read_settings
from validation.steps import (
    abandon_messages,
    check_delivered,
    deliver_mail,
    hold_messages,
    list_unsettled,
    release_messages,
    settle_mail,
)
from validation.store import KeptMessage


def deliver() -> None:
    """Settle what is known of mail, send what waits, and print what became of it.

    Raises:
        TodennaError: nothing can be sent, or some of it was not.
    """
    settings = read_settings()
    settled = settle_mail(settings, now=now())
    result = deliver_mail(settings, now=now(), wait=Event().wait)
    out = console()
    say(
        out,
        f"{result.accepted} sent, {result.refused} refused, {result.later} wait, "
        f"{result.unknown} unknown.",
    )
    if settled.held:
        say(out, f"{settled.held} may have left and wait for you: todenna mail list.")
    if settings.sendgrid_key is None:
        say(out, f"No SendGrid key is set: mail is written to {settings.outbox}.")
    check_delivered(result)


def hold() -> None:
    """Hold all mail that waits, and print how many messages that is.

    Raises:
        TodennaError: the database cannot be used.
    """
    held = hold_messages(read_settings(), now=now())
    say(console(), f"{held} messages are held: todenna mail list, release or abandon.")


def show_unsettled(*, as_json: bool) -> None:
    """Print the mail that waits for a person or for evidence."""
    found = list_unsettled(read_settings())
    if as_json:
        write_json([_as_object(one) for one in found])
        return
    out = console()
    if not found:
        say(out, "No mail waits for a person.")
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("Reference", "State", "Message", "Claimed", "Why"):
        table.add_column(name, overflow="fold", no_wrap=name == "Reference")
    for one in found:
        # the code at the end of a key tells a person nothing
        key = one.message.key.rpartition("/")[0]
        row = (one.message.reference, one.state, key, _shown(one.claimed_at))
        table.add_row(*map(escape, row), escape(one.last_error))
    out.print(table)
    say(out, "Look for them among SendGrid's activities; then todenna mail release or abandon.")


def release(references: Sequence[str]) -> None:
    """Let held messages leave, and print how many these are."""
    keys = release_messages(references, read_settings(), now=now())
    say(console(), f"{len(keys)} messages wait again: todenna deliver sends them.")


def abandon(references: Sequence[str]) -> None:
    """Give held messages up, and print how many these are."""
    keys = abandon_messages(references, read_settings(), now=now())
    say(console(), f"{len(keys)} messages are given up and will not leave.")


def _as_object(one: KeptMessage) -> dict[str, object]:
    return {
        "reference": one.message.reference,
        "state": one.state,
        "key": one.message.key,
        "kind": one.message.kind,
        "attempts": one.attempts,
        "claimed_at": None if one.claimed_at is None else one.claimed_at.isoformat(),
        "why": one.last_error,
    }


def _shown(moment: datetime | None) -> str:
    return "–" if moment is None else f"{moment:%Y-%m-%d %H:%M}"
