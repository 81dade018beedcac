"""The clock of the commands; the steps get the time from here."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)  # noqa: TID251 (the command reads the clock, the steps do not)
