"""What the cadences of a study must fulfil beyond their form."""

from collections import Counter
from collections.abc import Iterator, Mapping

from validation.claims import Asked
from validation.study.cadence import Cadence, EventCadence, MeasureCadence
from validation.study.findings import Finding, absent
from validation.study.model import Study
from validation.study.places import Path
from validation.study.times import in_words

INVITED = "Write fieldwork: {mode: invite}."


def check_cadences(study: Study, asked: Mapping[str, Asked]) -> Iterator[Finding]:
    """Yield what is wrong with how a study repeats."""
    for place, cadence in enumerate(study.cadences):
        path: Path = ("cadence", place) if len(study.cadences) > 1 else ("cadence",)
        if isinstance(cadence, EventCadence):
            yield from _asking(path, cadence, study)
            yield from _holding(path, cadence, asked)
            yield from _fitting(path, cadence, study)
        if isinstance(cadence, MeasureCadence):
            yield from _compared(path, cadence, asked)
        yield from _invited(path, cadence, study)
    yield from _doubles(study)


def _asking(path: Path, cadence: EventCadence, study: Study) -> Iterator[Finding]:
    known = [hypothesis.id for hypothesis in study.hypotheses]
    for place, step in enumerate(cadence.steps):
        for name in step.ask:
            if name not in known:
                yield absent((*path, "steps", place, "ask"), name, known, "the id of a hypothesis")


def _holding(path: Path, cadence: EventCadence, asked: Mapping[str, Asked]) -> Iterator[Finding]:
    for name, values in cadence.holds.items():
        levels = asked[name].levels if name in asked else ()
        for value in (value for value in values if levels and value not in levels):
            yield absent((*path, "while", name), value, levels, f"an answer of {name}")


def _fitting(path: Path, cadence: EventCadence, study: Study) -> Iterator[Finding]:
    # A wave closes `open_for` after its month; who waited for the window must find it open.
    open_for = study.fieldwork.open_for
    if study.fieldwork.mode == "invite" and cadence.window >= open_for:
        must = f"shorter than fieldwork.open_for, which is {in_words(open_for)}"
        found, hint = in_words(cadence.window), "Shorten it, or let waves be open for longer."
        yield Finding((*path, "window"), found, must, hint)


def _compared(path: Path, cadence: MeasureCadence, asked: Mapping[str, Asked]) -> Iterator[Finding]:
    group = cadence.compared_with
    if group is None:
        return
    if group.segment not in asked:
        place = (*path, "compared_with", "segment")
        yield absent(place, group.segment, asked, "the id of an item")
    elif group.level not in asked[group.segment].levels:
        must = f"an answer of {group.segment}"
        place = (*path, "compared_with", "level")
        yield absent(place, group.level, asked[group.segment].levels, must)


def _invited(path: Path, cadence: Cadence, study: Study) -> Iterator[Finding]:
    key = () if isinstance(cadence, EventCadence) else ("respondents",)
    singly = isinstance(cadence, EventCadence) or cadence.respondents == "panel"
    if singly and study.fieldwork.mode == "open_link":
        must = "invite, because only people with an address can be asked again or singly"
        yield Finding((*path, *key), "mode open_link", must, INVITED)


def _doubles(study: Study) -> Iterator[Finding]:
    counts = Counter(one.event for one in study.cadences if isinstance(one, EventCadence))
    for event in (event for event, count in counts.items() if count > 1):
        found = f"the event {event!r} {counts[event]} times"
        yield Finding(("cadence",), found, "once in a study", "Put the steps into one sequence.")
