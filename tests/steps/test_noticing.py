"""The operator is told by e-mail of what runs no longer, once a day and matter."""

from datetime import timedelta

from tests.steps.conftest import MORNING, NOON
from validation.settings import Settings
from validation.steps import OperatorNotice, queue_notice, read_mail

NOTICE = OperatorNotice("purge/by-clock/failed", "Todenna: purge is failed", ("Mend it.",))


def told(settings: Settings) -> Settings:
    return settings.model_copy(update={"operator": "operator@example.com"})


def test_a_notice_waits_for_the_operator(settings: Settings) -> None:
    assert queue_notice(NOTICE, told(settings), now=NOON)
    (message,) = read_mail(settings)
    assert (message.to, message.kind) == ("operator@example.com", "notice")
    assert "Mend it." in message.text


def test_the_same_matter_is_told_once_a_day(settings: Settings) -> None:
    settings = told(settings)
    days = (MORNING, NOON, MORNING + timedelta(days=1))
    assert [queue_notice(NOTICE, settings, now=day) for day in days] == [True, False, True]


def test_without_an_operator_nobody_is_told(settings: Settings) -> None:
    assert not queue_notice(NOTICE, settings, now=NOON)
    assert read_mail(settings) == []
