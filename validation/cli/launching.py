"""`todenna launch`, `advance` and `wave`: a wave begins, goes on, and is changed."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from validation.cli.clock import now
from validation.cli.output import console, say
from validation.errors import TodennaError
from validation.fieldwork import Terms
from validation.sampling import Drawn
from validation.settings import read_settings
from validation.steps import (
    Acted,
    Advanced,
    Launch,
    Launched,
    Reached,
    advance_waves,
    cancel_wave,
    close_wave,
    extend_wave,
    launch_wave,
    open_link,
    release_step,
    skip_step,
)
from validation.store import WaveKey

MAKE = "make"  # the step of a wave that a cadence wants


def launch(study: Path, options: Launch) -> None:
    """Launch a wave and print when it opens, who was drawn, and who cannot be asked."""
    launched = launch_wave(study, options, read_settings(), now=now())
    out = console()
    kind = "Pilot wave" if launched.terms.pilot else "Wave"
    for line in _launched(launched, kind):
        say(out, line)
    if launched.drawn is not None and launched.drawn.attributes:
        out.print(_strata(launched.drawn))
    for note in launched.notes:
        say(out, f"Note: {escape(note)}")
    if launched.link is not None:
        say(out, f"Open link, shown this once: {launched.link}")
    say(out, "Next: todenna advance does what is due, todenna deliver sends the mail.")


def advance() -> None:
    """Do what is due and print it.

    Raises:
        TodennaError: something could not be done; the rest was.
    """
    advanced = advance_waves(read_settings(), now=now())
    for line in _advanced(advanced):
        say(console(), line)
    if advanced.problems:
        raise TodennaError("\n".join(advanced.problems))


def extend(study: str, wave: str, until: datetime) -> None:
    """Leave a wave open for longer, and print until when."""
    terms = extend_wave(WaveKey(study, wave), until, read_settings(), now=now())
    _tell_times(study, wave, terms)


def link(study: str, wave: str) -> None:
    """Make one more open link, and print it this once."""
    made = open_link(WaveKey(study, wave), read_settings(), now=now())
    say(console(), f"Open link, shown this once: {made}")


def close(study: str, wave: str) -> None:
    """Close a wave now."""
    where = WaveKey(study, wave)
    close_wave(where, read_settings(), now=now())
    say(console(), f"Wave {where} is closed. todenna advance assesses and reports it.")


def cancel(study: str, wave: str) -> None:
    """Call a wave off."""
    where = WaveKey(study, wave)
    cancel_wave(where, read_settings(), now=now())
    say(console(), f"Wave {where} is cancelled; no more mail leaves for it.")


def release(study: str, wave: str, step: str) -> None:
    """Let a held step be done."""
    release_step(WaveKey(study, wave), step, read_settings())
    say(console(), f"{step} is released: todenna advance does it.")


def skip(study: str, wave: str, step: str) -> None:
    """Let a step never be done."""
    skip_step(WaveKey(study, wave), step, read_settings())
    say(console(), f"{step} is skipped and will not be done.")


def _launched(launched: Launched, kind: str) -> Iterator[str]:
    where, terms = launched.where, launched.terms
    again = "" if launched.new else ", launched before; nothing was drawn again"
    yield f"{kind} {escape(str(where))}{again}."
    yield from _times(terms)
    if launched.drawn is not None:
        drawn = launched.drawn
        yield f"{drawn.drawn} of {drawn.population} contacts are drawn (seed {drawn.seed})."
    if launched.reached is not None:
        yield from _reached(launched.reached)


def _reached(reached: Reached) -> Iterator[str]:
    yield f"List {escape(reached.frame)}: {reached.contacts} contacts."
    if reached.without_address:
        yield f"{reached.without_address} without an address cannot be asked."
    if reached.suppressed:
        yield f"{reached.suppressed} want no mail or cannot be reached by it."
    if reached.deferred:
        lost = f", {reached.lost} of them for longer than the wave lasts" if reached.lost else ""
        yield f"{reached.deferred} were written to lately and are left in peace for now{lost}."


def _times(terms: Terms) -> Iterator[str]:
    yield f"Opens {_shown(terms.opens_at, terms)}, closes {_shown(terms.closes_at, terms)}."
    if terms.reminders:
        yield f"Reminders: {', '.join(_shown(one, terms) for one in terms.reminders)}."


def _tell_times(study: str, wave: str, terms: Terms) -> None:
    say(console(), f"Wave {WaveKey(study, wave)}:")
    for line in _times(terms):
        say(console(), line)


def _shown(moment: datetime, terms: Terms) -> str:
    return f"{moment.astimezone(ZoneInfo(terms.zone)):%Y-%m-%d %H:%M} ({terms.zone})"


def _strata(drawn: Drawn) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in (" / ".join(drawn.attributes), "Contacts", "Drawn", "Weight"):
        table.add_column(escape(name))
    for one in drawn.strata:
        table.add_row(escape(one.name), str(one.population), str(one.drawn), f"{one.weight:.2f}")
    return table


def _advanced(advanced: Advanced) -> Iterator[str]:
    if not (advanced.made or advanced.done or advanced.held or advanced.followed):
        yield "Nothing is due."
    if advanced.followed:
        ends = ", ".join(f"{number} {end}" for end, number in sorted(advanced.followed.items()))
        yield f"Followed up: {ends}."
    for made in advanced.made:
        yield from _launched(made, "Wave")
        yield from (f"Note: {escape(note)}" for note in made.notes)
        if made.link is not None:
            yield f"Open link, shown this once: {made.link}"
    for one in advanced.done:
        yield _acted(one)
    for held in advanced.held:
        where = held.where
        step = "" if held.kind == MAKE else f" {held.step}"
        yield (
            f"Held, too late by now: {escape(str(held))}. todenna wave release {where.study}"
            f"{step} --wave {where.wave}, or todenna wave skip."
        )


def _acted(one: Acted) -> str:
    messages = f": {one.messages} messages wait in the outbox" if one.messages else ""
    note = f": {one.note}" if one.note else ""
    return f"{escape(str(one.where))}: {one.step} done{messages}{note}."
