"""Follow up what happened to contacts: whoever is due is invited, once, and all others counted."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from validation.errors import TodennaError
from validation.fieldwork import EventFacts, FollowUp, due_followups, one_each
from validation.questionnaire import Answer
from validation.sampling import Contact, offered_language, rest_until
from validation.settings import Settings
from validation.steps.keeping import opened
from validation.steps.rolling import Sequel, open_wave
from validation.store import (
    Asked,
    Happened,
    Recurrence,
    Store,
    WaveKey,
    find_due_contacts,
    history,
    load_codes,
    load_happened,
    load_planned,
    load_recurrences,
    lock_history,
    queue_mailings,
    save_followups,
    save_invitations,
    suppressed,
)
from validation.study import EventCadence, Study

AT_ONCE = 500  # contacts a transaction: others may write in between
INVITE = "invite"


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """How many follow-ups came to which end, and what could not be done and why."""

    ends: Mapping[str, int]
    problems: tuple[str, ...] = ()

    @property
    def invited(self) -> int:
        """How many were invited."""
        return self.ends.get("invited", 0)


def follow_up(settings: Settings, *, now: datetime) -> FollowedUp:
    """Invite whoever is due after an event, in every study that repeats, and count all others.

    An invitation, its place in the outbox and what is written down of the event are kept together
    or not at all, so this may be killed at any point, run late, twice, or beside another. A study
    in which something cannot be done does not hold up others.

    Raises:
        TodennaError: the database cannot be used.
    """
    ends: Counter[str] = Counter()
    problems: list[str] = []
    with opened(settings) as store:
        with store.reading() as connection:
            running = [one for one in load_recurrences(connection) if one.runs]
        for one in running:
            try:
                ends.update(_follow(store, one, now))
            except TodennaError as error:
                problems.append(f"follow-ups of study {one.study}: {error}")
    return FollowedUp(ends, tuple(problems))


def _follow(store: Store, recurrence: Recurrence, now: datetime) -> Iterator[str]:
    with store.reading() as connection:
        study, _ = load_planned(connection, recurrence.study)
    for sequel in sequels(study):
        since = _since(recurrence, sequel.cadence)
        with store.reading() as connection:
            told = find_due_contacts(connection, study.study, sequel.cadence, since=since, now=now)
        for start in range(0, len(told), AT_ONCE):
            with store.transaction() as connection:
                ended = _follow_some(connection, sequel, told[start : start + AT_ONCE], now)
            yield from (one.end for one in ended if one.end is not None)


def sequels(study: Study) -> Iterator[Sequel]:
    """Yield what follows which event in a study, the waves of all but the first with its name."""
    cadences = [one for one in study.cadences if isinstance(one, EventCadence)]
    for place, cadence in enumerate(cadences):
        yield Sequel(study, cadence, cadence.event if place else "")


def _since(recurrence: Recurrence, cadence: EventCadence) -> datetime:
    # Of older events nothing was due any more when the study was started.
    length = cadence.sequence[-1].after + cadence.window
    return recurrence.started_at - length - timedelta(days=1)


def _follow_some(
    connection: Connection, sequel: Sequel, told: Sequence[str], now: datetime
) -> list[FollowUp]:
    study, cadence = sequel.study, sequel.cadence
    lock_history(connection)  # nobody else follows up or invites meanwhile
    names = {cadence.event, *cadence.until_event}
    happened = load_happened(connection, study.study, names, told, asked_of(sequel))
    events = facts_of_events(connection, sequel, happened, now)
    found = due_followups(cadence, events, happened.done, now, label=sequel.label)
    rests = bool(study.fieldwork.rest_period)
    ended = _invited(connection, sequel, [*(one_each(found) if rests else found)], now)
    _write_to(connection, sequel, ended, happened.people, now=now)
    save_followups(connection, study.study, ended, now=now)
    return ended


def facts_of_events(
    connection: Connection, sequel: Sequel, happened: Happened, now: datetime
) -> list[EventFacts]:
    """Return what is known of events and of their contacts: attributes, obstacles, rest."""
    silent = suppressed(connection, sequel.study.study)
    rests = _rests(connection, sequel, [*happened.people], now)
    found = []
    for one in happened.events:
        person = happened.people.get(str(one.contact))
        plain = EventFacts(one.key, one.name, str(one.contact), one.happened_at)
        answers = happened.answers.get(plain.contact, {})
        said = {name: _said(answers.get(name)) for name in asked_of(sequel)}
        known = replace(plain, answers=said)
        found.append(plain if person is None else _known(known, person, silent, rests))
    return found


def asked_of(sequel: Sequel) -> tuple[str, ...]:
    """Return the items on whose answers a sequence depends; anonymous answers are nobody's."""
    study = sequel.study
    anonymous = study.privacy is not None and study.privacy.anonymous
    items = () if anonymous else {one.id for one in study.items}
    return tuple(name for name in sequel.cadence.holds if name in items)


def _said(answer: Answer | None) -> frozenset[str] | None:
    several = answer if isinstance(answer, list) else [answer]
    texts = (f"{one:g}" if isinstance(one, int | float) else one for one in several)
    # Who does not know, or left it out, has not said otherwise.
    return frozenset(one for one in texts if one and not one.startswith("(")) or None


def _known(
    event: EventFacts, person: Contact, silent: frozenset[str], rests: Mapping[str, datetime]
) -> EventFacts:
    return replace(
        event,
        attributes=person.attributes,
        hindrance="no_address"
        if person.sha256 is None
        else ("suppressed" if person.sha256 in silent else None),
        rests_until=rests.get(person.key),
    )


def _rests(
    connection: Connection, sequel: Sequel, people: Sequence[str], now: datetime
) -> dict[str, datetime]:
    rest_period = sequel.study.fieldwork.rest_period
    if not rest_period:
        return {}
    # Also who rested until a window was over is told apart, for a day after that.
    since = now - rest_period - sequel.cadence.window - timedelta(days=1)
    written = history(connection, people, since)
    ends = {key: rest_until(times, rest_period) for key, times in written.items()}
    return {key: end for key, end in ends.items() if end is not None}


def _invited(
    connection: Connection, sequel: Sequel, found: Sequence[FollowUp], now: datetime
) -> list[FollowUp]:
    """Return what came to an end, each wave that is needed opened; who finds one closed is lost."""
    waves: dict[str, WaveKey | None] = {}
    ended = []
    for one in found:
        if one.outcome == "due":
            if one.wave not in waves:
                waves[one.wave] = open_wave(connection, sequel, one, now=now)
            if waves[one.wave] is None:
                ended.append(replace(one, outcome="dropped", reason="closed"))
                continue
        if one.end is not None:
            ended.append(one)
    return ended


def _write_to(
    connection: Connection,
    sequel: Sequel,
    ended: Sequence[FollowUp],
    people: Mapping[str, Contact],
    *,
    now: datetime,
) -> None:
    study = sequel.study
    due = [one for one in ended if one.outcome == "due"]
    for wave in dict.fromkeys(one.wave for one in due):
        where = WaveKey(study.study, wave)
        asked = [
            Asked(one.contact, offered_language(people[one.contact].language, study.languages))
            for one in due
            if one.wave == wave
        ]
        save_invitations(connection, where, asked, now=now)
        codes = load_codes(connection, study.study, wave, [one.contact for one in asked])
        queue_mailings(connection, where, INVITE, [*codes.values()], now=now)
