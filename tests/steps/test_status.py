"""What is kept, in numbers."""

from validation.settings import Settings
from validation.steps import read_mail, read_status


def test_new_place_keeps_nothing(settings: Settings) -> None:
    kept = read_status(settings)
    assert (kept.studies, dict(kept.outbox), kept.events) == ((), {}, 0)


def test_new_place_has_no_mail(settings: Settings) -> None:
    assert read_mail(settings) == []
