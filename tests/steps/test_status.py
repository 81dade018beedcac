"""What is kept, in numbers."""

from tests.steps.conftest import MONDAY
from validation.settings import Settings
from validation.steps import OperatorNotice, queue_notice, read_mail, read_status


def test_new_place_keeps_nothing(settings: Settings) -> None:
    kept = read_status(settings)
    assert (kept.studies, dict(kept.outbox), kept.events) == ((), {}, 0)


def test_new_place_has_no_mail(settings: Settings) -> None:
    assert read_mail(settings) == []


def test_mail_is_read_beside_invitations_that_have_no_content_yet(asked: Settings) -> None:
    notice = OperatorNotice("purge/by-clock/failed", "Todenna: purge is failed", ("Mend it.",))
    told = asked.model_copy(update={"operator": "operator@example.com"})
    queue_notice(notice, told, now=MONDAY)
    assert dict(read_status(asked).outbox) == {"queued": 41}
    assert [one.to for one in read_mail(asked)] == ["operator@example.com"]
