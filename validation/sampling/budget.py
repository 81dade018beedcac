"""The contact budget: how long people are left in peace, across all studies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Budget:
    """Who may be invited now, and who later: key of the contact → from when on."""

    free: tuple[str, ...]
    deferred: Mapping[str, datetime]

    def lost(self, closes_at: datetime) -> tuple[str, ...]:
        """Return the contacts whose rest outlasts the wave."""
        return tuple(key for key, until in self.deferred.items() if until >= closes_at)


def rest_until(history: Iterable[datetime], rest_period: timedelta) -> datetime | None:
    """Return until when somebody is left in peace: so long after the last message of any study.

    Every message counts, reminders and thanks too, and also one of which nobody knows whether it
    arrived. Time is what passed (UTC), not what a clock on the wall shows. This is the only place
    where the rest is reckoned.

    >>> rest_until([datetime(2027, 3, 1, 9, tzinfo=UTC)], timedelta(days=60))
    datetime.datetime(2027, 4, 30, 9, 0, tzinfo=datetime.timezone.utc)
    """
    last = max((moment.astimezone(UTC) for moment in history), default=None)
    return None if last is None or rest_period <= timedelta(0) else last + rest_period


def budget(
    history: Mapping[str, Iterable[datetime]],
    contacts: Iterable[str],
    *,
    rest_period: timedelta,
    at: datetime,
) -> Budget:
    """Return who of the contacts may be written to at a time, and from when on the others may.

    Reminders of a wave do not ask this: who was invited may be reminded.

    >>> march = datetime(2027, 3, 1, 9, tzinfo=UTC)
    >>> asked = budget({"a": [march]}, ["a", "b"], rest_period=timedelta(days=60), at=march)
    >>> asked.free, [*asked.deferred]
    (('b',), ['a'])
    """
    free: list[str] = []
    deferred: dict[str, datetime] = {}
    for key in contacts:
        until = rest_until(history.get(key, ()), rest_period)
        if until is not None and until > at:
            deferred[key] = until
        else:
            free.append(key)
    return Budget(tuple(free), deferred)
