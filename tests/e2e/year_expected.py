"""What a year has to come to, reckoned without our code: waves, invitations, reminders, digests.

It counts months with dateutil and hours with the time zone of the standard library. Who is drawn
is by chance; what each of those drawn gets is not.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

HELSINKI = ZoneInfo("Europe/Helsinki")
FIRST = datetime(2026, 11, 30, 9)  # noqa: DTZ001 (wall time)
QUARTERS = 4
REMINDERS = {"remind-1": 4, "remind-2": 9}  # days after the invitation
READERS = ("anna@example.com", "bertil@example.com")
LAST_DAY = 12  # on which anybody answers; the wave closes on day 14
ANSWERING = 0.4

Message = tuple[str, str, str]  # wave, step, and the contact or reader


@dataclass(frozen=True, slots=True)
class Wave:
    """A wave of the year: its name, and the moment at which it opens."""

    name: str
    opens_at: datetime


def expected_waves() -> list[Wave]:
    """Return every third month from 30 November at 09:00 in Helsinki."""
    walls = [FIRST + relativedelta(months=3 * number) for number in range(QUARTERS)]
    return [Wave(f"{wall:%Y-%m-%d}", _moment(wall)) for wall in walls]


def answers_at(contact: str, wave: Wave) -> datetime | None:
    """Return when a contact answers a wave, an hour before the mail of that day; None for never."""
    drawn = hashlib.sha256(f"{contact} {wave.name}".encode()).digest()
    if drawn[0] / 256 >= ANSWERING:
        return None
    day = 1 + drawn[1] % LAST_DAY
    return _moment(_wall(wave.opens_at) + timedelta(days=day)) - timedelta(hours=1)


def rating_of(contact: str, wave: Wave) -> int:
    """Return what a contact answers: from 1 to 5."""
    return 1 + hashlib.sha256(f"{wave.name} {contact}".encode()).digest()[0] % 5


def expected_messages(invited: Mapping[str, Sequence[str]]) -> Counter[Message]:
    """Return each message that has to leave, once, given who was drawn for each wave."""
    found: Counter[Message] = Counter()
    for wave in expected_waves():
        found.update(_digests(wave))
        for contact in invited.get(wave.name, ()):
            found.update((wave.name, step, contact) for step in _steps(contact, wave))
    return found


def expected_answers(invited: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return how many answer each wave."""
    return {
        wave.name: sum(answers_at(one, wave) is not None for one in invited.get(wave.name, ()))
        for wave in expected_waves()
    }


def _steps(contact: str, wave: Wave) -> Iterator[str]:
    """Yield the invitation, and each reminder for which they have not answered the day before."""
    yield "invite"
    answered = answers_at(contact, wave)
    for step, day in REMINDERS.items():
        due = _moment(_wall(wave.opens_at) + timedelta(days=day))
        # Who answers an hour before the reminder does so between two beats of the heart.
        if answered is None or answered > due - timedelta(hours=2):
            yield step


def _digests(wave: Wave) -> Iterator[Message]:
    return ((wave.name, "digest", reader) for reader in READERS)


def _wall(moment: datetime) -> datetime:
    return moment.astimezone(HELSINKI).replace(tzinfo=None)


def _moment(wall: datetime) -> datetime:
    return wall.replace(tzinfo=HELSINKI).astimezone(UTC)
