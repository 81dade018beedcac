"""Events of contacts as others are told of them: without the contact, once each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from validation.settings import Settings
from validation.steps.keeping import opened
from validation.store import load_unsent, mark_sent

MOST = 500


@dataclass(frozen=True, slots=True)
class UnsentEvent:
    """An event of which others were not told: what and when, and a code in the place of its key.

    The sender's own key, the contact and the attributes may say who it is, so they stay here.
    """

    key: str
    name: str
    happened_at: datetime

    @property
    def code(self) -> str:
        """A name of the event that says nothing of it.

        >>> UnsentEvent("order 1 of Anna", "order.paid", datetime(2026, 11, 23)).code
        '4aa27cefc0eae76c'
        """
        return sha256(self.key.encode()).hexdigest()[:16]


def list_unsent(settings: Settings, *, limit: int = MOST) -> tuple[UnsentEvent, ...]:
    """Return events of which others were not told yet, in the order in which they came.

    Raises:
        TodennaError: the database cannot be used.
    """
    with opened(settings) as store, store.reading() as connection:
        events = load_unsent(connection, limit)
    return tuple(UnsentEvent(one.key, one.name, one.happened_at) for one in events)


def mark_events_sent(keys: Iterable[str], settings: Settings, *, now: datetime) -> int:
    """Write down that others were told of events, and return of how many they had not been.

    Raises:
        TodennaError: the database cannot be used.
    """
    with opened(settings) as store, store.transaction() as connection:
        return mark_sent(connection, keys, now=now)
