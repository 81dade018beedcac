"""What becomes of mail that may have left, when the service never speaks of it."""

from datetime import datetime, timedelta
from typing import Literal

# Events come within minutes, but the service tries a webhook that was down for a day.
HORIZON = timedelta(hours=24)

Silence = Literal["wait", "queue", "hold"]
HELD = "nobody knows whether it left: no event came of it, nor of any mail sent after it"


def judge_silence(
    claimed_at: datetime,
    *,
    now: datetime,
    heard_until: datetime | None,
    horizon: timedelta = HORIZON,
) -> Silence:
    """Return what to do with a message that may have left and of which no event came.

    That it never left is believed only of a webhook that is alive: one that has spoken of mail
    sent after this one, while a whole horizon passed. Else a person decides.

    >>> from datetime import UTC
    >>> sent = datetime(2027, 3, 1, 9, tzinfo=UTC)
    >>> judge_silence(sent, now=sent + HORIZON, heard_until=sent + timedelta(minutes=1))
    'queue'
    >>> judge_silence(sent, now=sent + HORIZON, heard_until=None)
    'hold'

    Args:
        claimed_at: when it was sent, if it was.
        now: the time.
        heard_until: when the newest of those messages was sent of which an event came.
        horizon: how long to wait for an event.
    """
    if now - claimed_at < horizon:
        return "wait"
    return "queue" if heard_until is not None and heard_until > claimed_at else "hold"
