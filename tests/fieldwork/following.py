"""Events, their contacts and what follows, in a line; whatever is not said is usual."""

from datetime import UTC, datetime, timedelta
from typing import Any

from validation.fieldwork import EventFacts
from validation.study import EventCadence

BOUGHT = datetime(2026, 12, 1, 8, tzinfo=UTC)  # 10:00 in Helsinki


def day(days: float = 0) -> datetime:
    """Return the time so many days after the purchase."""
    return BOUGHT + timedelta(days=days)


def cadence(**values: Any) -> EventCadence:  # noqa: ANN401 (any key of the file)
    """Return what follows a purchase: two questionnaires, each due for a week."""
    usual = {"event": "bought", "after": ["14 days", "90 days"], "zone": "Europe/Helsinki"}
    return EventCadence.model_validate(usual | values)


def bought(days: float = 0, **values: Any) -> EventFacts:  # noqa: ANN401 (any fact)
    """Return a purchase of contact 7 so many days after the first one."""
    usual: dict[str, Any] = {"key": f"e{days}", "name": "bought", "contact": "7"}
    return EventFacts(**(usual | {"happened_at": day(days), "attributes": {}} | values))
