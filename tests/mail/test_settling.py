from datetime import UTC, datetime, timedelta

import pytest

from validation.mail import HORIZON, judge_silence

SENT = datetime(2027, 3, 1, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("passed", "heard", "silence"),
    [
        (timedelta(0), None, "wait"),
        (HORIZON - SECOND, None, "wait"),
        (HORIZON - SECOND, SENT + HORIZON, "wait"),
        (HORIZON, None, "hold"),  # no webhook, or one that never spoke
        (HORIZON, SENT - SECOND, "hold"),  # it went silent before
        (HORIZON, SENT, "hold"),  # it speaks of others of the same moment, at the most
        (HORIZON, SENT + SECOND, "queue"),
        (timedelta(days=30), SENT + SECOND, "queue"),
        (timedelta(days=30), None, "hold"),
    ],
)
def test_mail_is_sent_again_only_if_the_webhook_is_known_to_be_alive(
    passed: timedelta, heard: datetime | None, silence: str
) -> None:
    assert judge_silence(SENT, now=SENT + passed, heard_until=heard) == silence


def test_how_long_to_wait_is_for_the_caller_to_say() -> None:
    soon = SENT + timedelta(hours=1)
    short = judge_silence(SENT, now=soon, heard_until=soon, horizon=timedelta(hours=1))
    long = judge_silence(SENT, now=soon, heard_until=soon, horizon=timedelta(hours=2))
    assert (short, long) == ("queue", "wait")
