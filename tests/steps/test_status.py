"""What is kept, in numbers."""

from validation.settings import Settings
from validation.steps import read_status


def test_new_place_keeps_nothing(settings: Settings) -> None:
    kept = read_status(settings)
    assert (kept.studies, dict(kept.outbox), kept.events) == ((), {}, 0)
