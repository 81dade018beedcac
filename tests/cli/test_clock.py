from datetime import UTC, timedelta

from validation.cli.clock import now


def test_the_time_has_its_zone_and_goes_on() -> None:
    first, second = now(), now()
    assert first.utcoffset() == timedelta(0)
    assert first.tzinfo is UTC
    assert second >= first
