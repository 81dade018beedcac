"""An anonymous round: nobody can join answers and people again, and still all is counted."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tests.steps.conftest import MONDAY
from validation.settings import Settings
from validation.steps import Launch, advance_waves, deliver_mail, launch_wave, show_fieldwork
from validation.steps.keeping import opened
from validation.store import (
    Submission,
    WaveKey,
    load_assessment,
    load_invitations,
    load_plan,
    load_records,
    submit_all,
)

WAVE = WaveKey("shop", "1")
DAY = timedelta(days=1)


def test_who_answered_is_known_and_what_is_not(
    asking: Callable[..., Path], people: Callable[..., None], fielding: Settings
) -> None:
    people(60)
    study = asking()
    study.write_text(study.read_text().replace("purpose:", "anonymous: true, purpose:"))
    launch_wave(study, Launch(), fielding, now=MONDAY)
    deliver_mail(fielding, now=MONDAY)
    with opened(fielding) as store, store.transaction() as connection:
        codes = [one.code for one in load_invitations(connection, WAVE)]
        given = [Submission(one, {"q": "4"}, "en", MONDAY + DAY) for one in codes[:30]]
        submit_all(connection, given)
    advance_waves(fielding, now=MONDAY + 7 * DAY)
    assert deliver_mail(fielding, now=MONDAY + 7 * DAY).accepted == 10  # the others alone
    assert [one.step for one in advance_waves(fielding, now=MONDAY + 14 * DAY).done] == [
        "close",
        "assess",
        "report",
    ]
    with opened(fielding) as store, store.reading() as connection:
        keys = {one.key for one in load_records(connection, WAVE)}
        plan = load_plan(connection, "shop").plan
        hearing = load_assessment(connection, WAVE, plan.hash).assessment.hearing
    assert len(keys) == 30
    assert keys.isdisjoint(codes)
    assert hearing.response_rate == 0.75
    assert "plan_after_data" not in hearing.assumptions
    assert show_fieldwork(WAVE, fielding, now=MONDAY + 15 * DAY).progress.answered == 30
