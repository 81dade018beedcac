from datetime import UTC, datetime, timedelta

from validation.fieldwork import Terms, WaveFacts, due_actions

OPENS = datetime(2027, 3, 1, 7, tzinfo=UTC)


def test_a_wave_opens_and_invites_when_its_time_has_come() -> None:
    wave = WaveFacts("planned", Terms(opens_at=OPENS, closes_at=OPENS + timedelta(days=14)))

    assert due_actions(wave, OPENS - timedelta(seconds=1)) == ()
    assert [action.step for action in due_actions(wave, OPENS)] == ["open", "invite"]
