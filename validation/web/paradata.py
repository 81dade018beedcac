"""How a response came about: the seconds on each page, by our own clock, and nothing else."""

from datetime import datetime
from typing import cast

from validation.responses import Paradata

LONGEST = 86_400


class Noted(Paradata, total=False):
    """The paradata of a draft: also when the last page was sent, and which text was agreed to.

    The text stands in `consent` as its SHA-256.
    """

    saved_at: str
    consent: str


def noted(paradata: Paradata) -> Noted:
    """Return the paradata of a draft as what they are."""
    return cast("Noted", paradata)


def begun(before: Paradata, consent: str, now: datetime) -> Noted:
    """Return the paradata of somebody who starts, or goes on, and agrees to a text.

    Args:
        before: the paradata so far.
        consent: the SHA-256 of the text.
        now: the time.
    """
    after = noted(before).copy()
    after["consent"] = after.get("consent") or consent
    after["saved_at"] = now.isoformat()
    return after


def timed(before: Paradata, section: str, now: datetime) -> Noted:
    """Return the paradata after a section was sent: the time since the last page was, added up.

    >>> from datetime import UTC
    >>> at = [datetime(2027, 3, 1, 9, minute, tzinfo=UTC) for minute in (0, 1, 3)]
    >>> first = timed(begun({}, "", at[0]), "use", at[1])
    >>> timed(first, "use", at[2])["seconds"]
    {'use': 180.0}
    """
    after = noted(before).copy()
    seconds = dict(after.get("seconds") or {})
    said = after.get("saved_at")
    passed = (now - datetime.fromisoformat(said)).total_seconds() if said else 0.0
    seconds[section] = round(seconds.get(section, 0.0) + min(max(passed, 0.0), LONGEST), 1)
    after["seconds"] = seconds
    after["saved_at"] = now.isoformat()
    return after


def trapped(before: Paradata) -> Noted:
    """Return the paradata after the field that no person sees was filled in."""
    after = noted(before).copy()
    after["honeypot"] = True
    return after


def finished(before: Paradata, pattern: int) -> Paradata:
    """Return the paradata of a response, with the longest pattern of its ratings."""
    after: Paradata = {"pattern": pattern}
    for name in ("seconds", "duration", "honeypot"):
        if name in before:
            after[name] = before[name]
    return after
