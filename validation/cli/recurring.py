"""`todenna recur` and `todenna waves`: studies that repeat, and their waves."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from validation.cli.clock import now
from validation.cli.output import console, say, write_json
from validation.settings import read_settings
from validation.steps import (
    Recurring,
    WaveLine,
    Waves,
    drop_wave,
    list_waves,
    release_wave,
    start_recurring,
    stop_recurring,
)
from validation.store import WaveKey

STANDINGS = {
    "skipped": "skipped",
    "missed": "missed: a later one was due",
    "held": "held: too late",
    "due": "due: the next advance makes it",
    "coming": "comes",
}


def start(study: Path, options: Recurring) -> None:
    """Let a study repeat, and print which waves come."""
    started = start_recurring(study, options, read_settings(), now=now())
    out = console()
    since = _shown(started.recurrence.started_at)
    how = "repeats from now on" if started.new else f"repeats since {since}"
    say(out, f"Study {escape(started.study)} {how}.")
    if started.coming:
        times = ", ".join(_shown(one.due_at) for one in started.coming)
        say(out, f"Next waves: {times}.")
    say(out, "Next: todenna advance, every few minutes, makes and brings on what is due.")


def stop(study: str) -> None:
    """Let a study repeat no more, and print whether it did."""
    stopped = stop_recurring(study, read_settings(), now=now())
    before = "repeats no more; waves that are there go on" if stopped else "did not repeat"
    say(console(), f"Study {escape(study)} {before}.")


def show_waves(study: str, coming: int, *, as_json: bool) -> None:
    """Print the waves of a study."""
    found = list_waves(study, read_settings(), now=now(), coming=coming)
    if as_json:
        write_json(json.loads(json.dumps(asdict(found), default=str)))
        return
    out = console()
    say(out, f"Study {escape(found.study)} {_repeats(found)}.")
    if found.lines:
        out.print(_table(found))
    for line in found.lines:
        if line.standing == "held":
            options = f"{found.study} --wave {line.name}"
            say(out, f"Held: todenna wave release {options}, or todenna wave skip {options}.")


def release(study: str, wave: str) -> None:
    """Make a wave that is held, and print when it opens."""
    launched = release_wave(WaveKey(study, wave), read_settings(), now=now())
    opens = _shown(launched.terms.opens_at)
    say(console(), f"Wave {launched.where} is made and opens {opens}: todenna advance opens it.")


def drop(study: str, wave: str) -> None:
    """Let a wave that is held never be made."""
    where = WaveKey(study, wave)
    drop_wave(where, read_settings(), now=now())
    say(console(), f"Wave {where} is skipped and will not be made.")


def _repeats(found: Waves) -> str:
    recurrence = found.recurrence
    if recurrence is None:
        return "does not repeat: todenna recur start lets it"
    if recurrence.stopped_at is not None:
        return f"repeats no more since {_shown(recurrence.stopped_at)}"
    return f"repeats since {_shown(recurrence.started_at)}"


def _table(found: Waves) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("Wave", "Due", "State", "Made by"):
        table.add_column(name)
    for line in found.lines:
        due = "–" if line.at is None else _shown(line.at)
        table.add_row(escape(line.name), due, _standing(line), _maker(line))
    return table


def _standing(line: WaveLine) -> str:
    return line.state or STANDINGS[line.standing]


def _maker(line: WaveLine) -> str:
    names = {"manual": "hand", "schedule": "the schedule", "event": "events"}
    if line.kind != "measure":
        return names[line.kind]
    compared = f", compared with {line.baseline}" if line.baseline else ""
    return f"the measure ({line.phase} it{escape(compared)})"


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
