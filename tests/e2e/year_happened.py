"""What happens to customers in a year, and what has to come of it, reckoned without our code.

Everything is drawn from the name of the contact. Whose fate would hang on half an hour, by which a
beat may be late, gets another one.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

HELSINKI = ZoneInfo("Europe/Helsinki")
FIRST = datetime(2026, 11, 25, tzinfo=UTC)
SECOND_LIST = datetime(2027, 5, 15, 12, tzinfo=UTC)
STEPS = {"day-14": 14, "day-90": 90}
WINDOW, OPEN_FOR = 7, 14
REST = timedelta(hours=60 * 24 + 3)
REMINDERS = {"remind-1": 4, "remind-2": 9}
HOURS = (3, 4, 5, 9, 10, 11, 15, 16, 17, 21, 22, 23)  # far from beats at 1, 7, 13 and 19:10
TRIES = 40

End = tuple[str, str, str]  # contact, step, outcome
Message = tuple[str, str, str]  # wave, step, contact


@dataclass(frozen=True, slots=True)
class Life:
    """What happens to a contact: when it buys, ends, and is told of, and what lists say of it.

    `lists` is its status in the first and the second list, None where it is not in it.
    """

    contact: str
    bought: tuple[datetime, ...]
    ended: datetime | None
    delay: timedelta
    lists: tuple[str | None, str | None]
    answers: bool

    def events(self) -> Iterator[tuple[str, str, datetime, datetime]]:
        """Yield key, name, when it happened and when it is told."""
        for number, at in enumerate(self.bought):
            yield f"{self.contact}-{number}", "bought", at, at + self.delay
        if self.ended is not None:
            yield f"{self.contact}-end", "ended", self.ended, self.ended + timedelta(hours=30)

    def status(self, now: datetime) -> str | None:
        """Return what the latest list says."""
        return self.lists[now >= SECOND_LIST]


@dataclass(slots=True)
class Fate:
    """What became of the events of one contact."""

    ends: dict[tuple[int, str], str] = field(default_factory=dict)
    messages: list[tuple[str, str, datetime]] = field(default_factory=list)


def lives(contacts: int, beats: Sequence[datetime]) -> list[Life]:
    """Return the lives of so many contacts, none of whose fates hangs on a late beat."""
    return [_life(f"c{number}", beats) for number in range(contacts)]


def expected(
    found: Sequence[Life], beats: Sequence[datetime]
) -> tuple[Counter[End], Counter[Message]]:
    """Return every follow-up that has to end, and every message that has to leave, once."""
    ends: Counter[End] = Counter()
    messages: Counter[Message] = Counter()
    for life in found:
        fate = live_through(life, beats, timedelta(0))
        # A step of the next year may be over already, which is known when the contact is looked at.
        ends.update(
            (life.contact, one[1], end)
            for one, end in fate.ends.items()
            if _due(life, one) < beats[-1]
        )
        messages.update((wave, step, life.contact) for wave, step, _ in fate.messages)
    return ends, messages


def live_through(life: Life, beats: Sequence[datetime], late: timedelta) -> Fate:
    """Return what becomes of a contact when messages leave so much later than the beat."""
    fate = Fate()
    open_steps = [(number, step) for number in range(len(life.bought)) for step in STEPS]
    first = min((at + timedelta(days=13) for at in life.bought), default=beats[-1])
    last = max((at + timedelta(days=112) for at in life.bought), default=beats[0])
    for now in beats:
        if not first <= now <= last:
            continue
        _remind(life, fate, now, late)
        due = sorted((_due(life, one), one) for one in open_steps if one not in fate.ends)
        asked = False
        for at, one in due:
            end = _end(life, fate, one, at, now)
            if end == "invited" and asked:
                continue  # one mail at a time, where people are left in peace
            if end is not None:
                fate.ends.update(dict.fromkeys(_with(fate, one, end), end))
            if end == "invited":
                asked = True
                fate.messages.append((_wave(at, one[1]), "invite", now + late))
    return fate


def _end(life: Life, fate: Fate, one: tuple[int, str], due: datetime, now: datetime) -> str | None:
    number, _ = one
    if one in fate.ends or now < due or now < life.bought[number] + life.delay:
        return None
    if number and _runs(life, fate, number):
        return "repeated"
    ended = life.ended
    if ended is not None and ended >= life.bought[number] and now >= ended + timedelta(hours=30):
        return "stopped"
    status = life.status(now)
    if status is not None and status != "customer":
        return "stopped"
    return _sent(fate, _later(due, WINDOW), now, listed=status is not None)


def _sent(fate: Fate, until: datetime, now: datetime, *, listed: bool) -> str | None:
    if not listed:
        return "dropped" if now > until else None
    rests = max((at + REST for _, _, at in fate.messages), default=FIRST)
    if now > until:
        return "budget" if rests > until else "dropped"
    return "invited" if rests <= now else None


def _runs(life: Life, fate: Fate, number: int) -> bool:
    """Return whether the first purchase's sequence ran when the second one was made."""
    first, second = life.bought[0], life.bought[number]
    if life.ended is not None and first <= life.ended <= second:
        return False
    # It was stopped at its first step, which is long before the second purchase, or not at all.
    if fate.ends.get((0, "day-14")) == "stopped":
        return False
    return second < _later(first, 90)


def _with(fate: Fate, one: tuple[int, str], end: str) -> Iterator[tuple[int, str]]:
    """Yield the steps that end with a step: all that come after, where it is stopped."""
    number, step = one
    whole = end in {"stopped", "repeated"}
    for other in STEPS:
        if other == step or (whole and (number, other) not in fate.ends):
            yield number, other


def _remind(life: Life, fate: Fate, now: datetime, late: timedelta) -> None:
    sent = {(wave, step) for wave, step, _ in fate.messages}
    for wave, step, at in [*fate.messages]:
        if step != "invite" or life.answers:
            continue
        for name, days in REMINDERS.items():
            due = _later(at, days)
            if (wave, name) not in sent and due <= now < min(
                _closes(wave), due + timedelta(days=2)
            ):
                fate.messages.append((wave, name, now + late))


def _life(contact: str, beats: Sequence[datetime]) -> Life:
    step = beats[1] - beats[0]
    for attempt in range(TRIES):
        life = _drawn(contact, attempt)
        fates = [
            live_through(life, beats, late) for late in (timedelta(0), step + timedelta(hours=1))
        ]
        told = [({**fate.ends}, sorted(one[:2] for one in fate.messages)) for fate in fates]
        if told[0] == told[1]:
            return life
    raise AssertionError(contact)


def _drawn(contact: str, attempt: int) -> Life:
    draw = hashlib.sha256(f"{contact} {attempt}".encode()).digest()
    first = _moment(draw[0] * 256 + draw[1], draw[2])
    gap = 20 + draw[4] % 40 if draw[3] % 2 else 100 + draw[4] % 60
    again = (_hour(first + timedelta(days=gap), draw[5]),) if draw[6] < 60 else ()
    ended = _hour(first + timedelta(days=5 + draw[8] % 50), draw[9]) if draw[7] < 40 else None
    before = None if draw[10] < 20 else ("left" if draw[10] < 40 else "customer")
    after = "left" if draw[11] < 40 else "customer"
    delay = timedelta(days=draw[12] % 8 if draw[13] < 200 else 16 + draw[12] % 10)
    return Life(contact, (first, *again), ended, delay, (before, after), draw[14] < 90)


def _moment(number: int, hour: int) -> datetime:
    return _hour(FIRST + timedelta(days=number % 330), hour)


def _hour(day: datetime, number: int) -> datetime:
    return day.replace(hour=HOURS[number % len(HOURS)], minute=40)


def _due(life: Life, one: tuple[int, str]) -> datetime:
    return _later(life.bought[one[0]], STEPS[one[1]])


def _wave(due: datetime, step: str) -> str:
    return f"{due.astimezone(HELSINKI):%Y-%m}-{step}"


def _closes(wave: str) -> datetime:
    first = datetime.strptime(wave[:7], "%Y-%m")  # noqa: DTZ007 (wall time)
    end = first + relativedelta(months=1) + timedelta(days=OPEN_FOR)
    return end.replace(tzinfo=HELSINKI).astimezone(UTC)


def _later(time: datetime, days: int) -> datetime:
    wall = time.astimezone(HELSINKI).replace(tzinfo=None) + timedelta(days=days)
    return wall.replace(tzinfo=HELSINKI).astimezone(UTC)
