"""`todenna fieldwork`: how far a wave is, what each step reached, and the response rates."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter
from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from validation.cli.clock import now
from validation.cli.output import console, say, write_json
from validation.errors import FieldworkError
from validation.fieldwork import CODES, Coverage, Outcome, Progress
from validation.settings import read_settings
from validation.steps import Fieldwork, show_fieldwork
from validation.store import WaveKey

OUTCOMES: tuple[Outcome, ...] = ("delivered", "sent", "undelivered", "waiting", "held", "not_sent")
RATES = {
    "rr1": "complete of all",
    "rr2": "complete and partial of all",
    "rr3": "complete, unknown cases by their likely part",
    "rr4": "complete and partial, the same way",
    "rr5": "complete of those known to be eligible",
    "rr6": "complete and partial of those",
}


def show_progress(study: str, wave: str, *, as_json: bool) -> None:
    """Print how far a wave is.

    Raises:
        FieldworkError: the numbers do not add up; they are printed all the same.
    """
    found = show_fieldwork(WaveKey(study, wave), read_settings(), now=now())
    if as_json:
        write_json(as_object(found))
    else:
        _print(found)
    if found.doubts:
        message = f"wave {found.where}: {'; '.join(found.doubts)}."
        raise FieldworkError(f"{message} Please report this with the log; change nothing by hand.")


def _print(found: Fieldwork) -> None:
    out = console()
    for line in _lines(found):
        say(out, line)
    if found.progress.steps:
        out.print(_steps(found.progress))
    out.print(_dispositions(found.progress))
    if found.terms.mode == "invite":
        out.print(_rates(found.progress))


def as_object(found: Fieldwork) -> dict[str, Any]:
    """Return the fieldwork of a wave as one object for programs."""
    content = TypeAdapter(Progress).dump_python(found.progress, mode="json")
    return {
        "study": found.where.study,
        "wave": found.where.wave,
        "terms": found.terms.model_dump(mode="json"),
        "drawn": None if found.drawn is None else found.drawn.model_dump(mode="json"),
        "participation": found.participation,
        "doubts": found.doubts,
        "coverage": TypeAdapter(Coverage | None).dump_python(found.coverage, mode="json"),
        **content,
    }


def _lines(found: Fieldwork) -> Iterator[str]:
    one, terms = found.progress, found.terms
    kind = "Pilot wave" if terms.pilot else "Wave"
    closes = terms.closes_at.astimezone(ZoneInfo(terms.zone))
    yield f"[bold]{kind} {escape(str(found.where))}[/] · {one.state}"
    yield f"Closes {closes:%Y-%m-%d %H:%M} ({terms.zone})."
    if found.drawn is not None:
        yield f"{found.drawn.drawn} of {found.drawn.population} contacts are drawn."
    if found.coverage is not None:
        yield from _coverage(found.coverage)
    yield (
        f"{one.begun} began, {one.answered} answered, {one.partial} in part, "
        f"{one.declined} declined, {one.deferred} are left in peace for now."
    )
    if terms.mode == "open_link":
        yield f"Participation rate {_percent(found.participation)}; open links have no other."
    for held in one.held:
        yield f"Held, too late by now: {held.step} (todenna wave release, or skip)."


def _coverage(found: Coverage) -> Iterator[str]:
    yield (
        f"The list holds {found.contacts}: {found.reachable} can be written to, "
        f"{found.without_address} have no address, {found.suppressed} must not be written to."
    )
    if found.languages_not_offered:
        languages = _listed(found.languages_not_offered)
        yield f"Written to in another language than their own: {languages}."
    if found.not_contained:
        kinds = ", ".join(kind.replace("_", " ") for kind in found.not_contained)
        yield f"Not on the list, and not heard: {kinds}."


def _steps(progress: Progress) -> Table:
    table = _table("Step", *(name.replace("_", " ").capitalize() for name in OUTCOMES), "Why not")
    for one in progress.steps:
        counts = (str(one.outcomes.get(name, 0)) for name in OUTCOMES)
        table.add_row(one.step, *counts, _listed(one.reasons))
    return table


def _dispositions(progress: Progress) -> Table:
    table = _table("Disposition (AAPOR)", "Code", "Contacts")
    for name, n in progress.dispositions.items():
        if n:
            table.add_row(name.replace("_", " "), CODES[name], f"{n:g}")
    return table


def _rates(progress: Progress) -> Table:
    table = _table("Response rate (AAPOR)", "", "What it counts")
    for name, words in RATES.items():
        table.add_row(name.upper(), _percent(getattr(progress.rates, name)), words)
    return table


def _table(*columns: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        table.add_column(name)
    return table


def _listed(reasons: Mapping[Any, int]) -> str:
    return ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in reasons.items() if n)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"
