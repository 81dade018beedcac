"""How a wave was fielded, for its assessment."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.steps.conftest import MONDAY
from validation.sampling import Listed, hash_address
from validation.settings import Settings
from validation.steps import Launch, advance_waves, deliver_mail, launch_wave
from validation.steps.fielded import fielding_of
from validation.steps.keeping import opened
from validation.store import (
    Submission,
    WaveKey,
    load_invitations,
    load_wave,
    submit_all,
    suppress,
)
from validation.verdicts import Fielding

WAVE = WaveKey("shop", "1")


def fielded(settings: Settings) -> Fielding | None:
    """Return how the wave was fielded."""
    with opened(settings) as store, store.reading() as connection:
        return fielding_of(connection, load_wave(connection, WAVE))


def test_list_invited_and_responses_are_counted_by_stratum(asked: Settings) -> None:
    deliver_mail(asked, now=MONDAY)
    with opened(asked) as store, store.transaction() as connection:
        south = [one.code for one in load_invitations(connection, WAVE) if one.stratum == "south"]
        submit_all(connection, [Submission(one, {"q": "4"}, "en", MONDAY) for one in south[:9]])
    found = fielded(asked)
    assert found is not None
    assert (found.frame, found.invited, found.complete, found.partial) == (60, 40, 9, 0)
    assert found.response_rate == pytest.approx(9 / 40)
    assert [(one.name, one.frame, one.invited, one.responses) for one in found.strata] == [
        ("north", 20, 13, 0),
        ("south", 40, 27, 9),
    ]


def test_whom_the_list_did_not_reach_is_that_of_the_day_of_the_draw(
    people: Callable[..., None], asking: Callable[..., Path], fielding: Settings
) -> None:
    people(30, "x1,,fi,north", "x2,x2@example.com,ru,south")
    launch_wave(asking(), Launch(), fielding, now=MONDAY)
    with opened(fielding) as store, store.transaction() as connection:
        suppress(connection, hash_address("c1@example.com"), "shop", "unsubscribed", now=MONDAY)
    found = fielded(fielding)
    assert found is not None
    assert found.listed == Listed(
        contacts=32,
        reachable=31,
        without_address=1,
        suppressed=0,
        languages_not_offered={"ru": 1},
    )


def test_the_report_of_a_wave_that_was_drawn_does_not_call_it_opt_in(
    people: Callable[..., None], asking: Callable[..., Path], fielding: Settings
) -> None:
    people(60, *(f"x{n},,fi,north" for n in range(12)))
    launch_wave(asking(), Launch(), fielding, now=MONDAY)
    deliver_mail(fielding, now=MONDAY)
    with opened(fielding) as store, store.transaction() as connection:
        codes = [one.code for one in load_invitations(connection, WAVE)][:30]
        submit_all(connection, [Submission(one, {"q": "4"}, "en", MONDAY) for one in codes])
    advance_waves(fielding, now=MONDAY + timedelta(days=14))
    [page] = fielding.home.glob("studies/shop/1/report.en.html")
    told = page.read_text(encoding="utf-8")
    assert "The respondents were drawn at random from a list of contacts." in told
    assert "opt-in" not in told
    assert "On the list without an address" in told


def test_who_got_no_mail_was_not_invited(asked: Settings) -> None:
    found = fielded(asked)
    assert found is not None
    assert found.invited == 0


def test_open_links_have_no_list(asking: Callable[..., Path], fielding: Settings) -> None:
    study = asking()
    study.write_text(study.read_text().replace("mode: invite", "mode: open_link"))
    launch_wave(study, Launch(), fielding, now=MONDAY)
    assert fielded(fielding) == Fielding(invited=0, complete=0, partial=0)
