"""How a response came about: the seconds on each page, by our own clock, and nothing else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

SAVED = "saved_at"
CONSENT = "consent"
HONEYPOT = "honeypot"
SECONDS = "seconds"
LONGEST = 86_400


def begun(before: Mapping[str, Any], consent: str, now: datetime) -> dict[str, Any]:
    """Return the paradata of somebody who starts, or goes on, and agrees to a text.

    Args:
        before: the paradata so far.
        consent: the SHA-256 of the text.
        now: the time.
    """
    return {**before, CONSENT: before.get(CONSENT) or consent, SAVED: now.isoformat()}


def timed(before: Mapping[str, Any], section: str, now: datetime) -> dict[str, Any]:
    """Return the paradata after a section was sent: the time since the last page was, added up.

    >>> from datetime import UTC
    >>> at = [datetime(2027, 3, 1, 9, minute, tzinfo=UTC) for minute in (0, 1, 3)]
    >>> first = timed(begun({}, "", at[0]), "use", at[1])
    >>> timed(first, "use", at[2])["seconds"]
    {'use': 180.0}
    """
    seconds = dict(before.get(SECONDS) or {})
    passed = (now - datetime.fromisoformat(before.get(SAVED) or now.isoformat())).total_seconds()
    seconds[section] = round(seconds.get(section, 0.0) + min(max(passed, 0.0), LONGEST), 1)
    return {**before, SECONDS: seconds, SAVED: now.isoformat()}


def trapped(before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the paradata after the field that no person sees was filled in."""
    return {**before, HONEYPOT: True}
