"""A wave is launched once: planned, its sample drawn, its plan frozen, all in one transaction."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest

from tests.steps.conftest import MONDAY, meeting
from validation.errors import FieldworkError, SamplingError, StoreError
from validation.settings import Settings
from validation.steps import Launch, deliver_mail, import_responses, launch_wave, launching
from validation.steps.assessing import Source
from validation.steps.keeping import opened
from validation.steps.planning import launched_before
from validation.store import (
    WaveKey,
    load_invitations,
    load_messages,
    load_plan,
    load_wave,
    load_waves,
)

Asking = Callable[..., Path]
People = Callable[..., None]
WAVE = WaveKey("shop", "1")
TOMORROW = datetime(2027, 3, 2, 9)  # noqa: DTZ001 (what the clocks of the zone show)


def test_a_wave_is_planned_with_a_stratified_sample(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    launched = launch_wave(asking(), Launch(opens_at=TOMORROW), fielding, now=MONDAY)
    assert launched.new
    assert launched.terms.opens_at == datetime(2027, 3, 2, 7, tzinfo=UTC)
    assert launched.drawn is not None
    assert [(one.name, one.population, one.drawn) for one in launched.drawn.strata] == [
        ("north", 20, 13),
        ("south", 40, 27),
    ]
    with opened(fielding) as store, store.reading() as connection:
        invitations = load_invitations(connection, WAVE)
        assert load_wave(connection, WAVE).state == "planned"
        assert load_messages(connection) == ()
        assert load_plan(connection, "shop").made_at == MONDAY
    assert len(invitations) == 40
    assert {one.language for one in invitations} == {"en", "fi"}
    assert {(one.stratum, one.population) for one in invitations} == {("north", 20), ("south", 40)}


def test_the_same_wave_is_launched_once(asking: Asking, people: People, fielding: Settings) -> None:
    people(60)
    study = asking()
    first = launch_wave(study, Launch(opens_at=TOMORROW), fielding, now=MONDAY)
    again = launch_wave(study, Launch(seed=7), fielding, now=MONDAY + timedelta(days=3))
    assert not again.new
    assert (again.terms.opens_at, again.drawn) == (first.terms.opens_at, first.drawn)
    with opened(fielding) as store, store.reading() as connection:
        assert len(load_invitations(connection, WAVE)) == 40


def test_a_wave_that_opens_now_has_its_invitations_in_the_outbox(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    launch_wave(asking(), Launch(), fielding, now=MONDAY)
    with opened(fielding) as store, store.reading() as connection:
        messages = load_messages(connection)
        assert load_wave(connection, WAVE).state == "open"
    assert len(messages) == 40
    assert {one.message.payload for one in messages} == {"{}"}
    assert not any("@" in one.message.recipient for one in messages)


def test_who_cannot_be_asked_is_counted(asking: Asking, people: People, fielding: Settings) -> None:
    people(50, "x1,,en,north", "x2,,fi,south")
    study = asking()
    launch_wave(study, Launch(), fielding, now=MONDAY)
    deliver_mail(fielding, now=MONDAY)
    second = launch_wave(study, Launch("2"), fielding, now=MONDAY + timedelta(days=20))
    assert second.reached is not None
    assert (second.reached.contacts, second.reached.without_address) == (52, 2)
    assert second.reached.deferred >= 30  # 40 of 50 were written to 20 days ago
    assert second.reached.lost == 0


def test_two_studies_that_invite_at_the_same_hour_do_not_both_write(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(40)
    launch_wave(asking(), Launch(), fielding, now=MONDAY)
    second = launch_wave(asking(), Launch("2"), fielding, now=MONDAY)  # nothing has left yet
    assert second.reached is not None
    assert (second.reached.deferred, second.reached.lost) == (40, 40)


def test_without_a_number_what_the_claims_need_is_invited(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    launched = launch_wave(asking("response_rate: 0.5"), Launch(), fielding, now=MONDAY)
    assert launched.drawn is not None
    assert launched.drawn.drawn == 60
    assert any("at a response rate of 0.5" in note for note in launched.notes)
    few = launch_wave(asking("response_rate: 0.5"), Launch("2", answers=10), fielding, now=MONDAY)
    assert few.drawn is not None
    assert few.drawn.drawn == 20


def test_a_pilot_freezes_no_plan_and_has_a_name_of_its_own(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    launched = launch_wave(asking(), Launch(pilot=True, invitations=10), fielding, now=MONDAY)
    assert launched.where.wave == "pilot"
    assert launched.terms.pilot
    with (
        opened(fielding) as store,
        store.reading() as connection,
        pytest.raises(StoreError, match="plan"),
    ):
        load_plan(connection, "shop")


def test_an_open_link_invites_nobody_and_is_shown_once(asking: Asking, fielding: Settings) -> None:
    study = asking()
    study.write_text(study.read_text().replace("mode: invite", "mode: open_link"))
    launched = launch_wave(study, Launch(), fielding, now=MONDAY)
    assert launched.link is not None
    assert launched.link.startswith("http://127.0.0.1:8700/o/")
    assert launch_wave(study, Launch(), fielding, now=MONDAY).link is None


@pytest.mark.parametrize(
    ("launch", "told"),
    [
        (Launch(frame="others"), "found none of the name others, there are contacts"),
        (Launch("../1"), "name of the wave: found '../1'"),
        (Launch(opens_at=TOMORROW - timedelta(days=3)), "opening: found 2027-02-27 07:00 UTC"),
    ],
)
def test_what_cannot_be_launched_is_told_and_nothing_is_kept(
    launch: Launch, told: str, asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    with pytest.raises((FieldworkError, SamplingError), match=told.replace(".", r"\.")):
        launch_wave(asking(), launch, fielding, now=MONDAY)
    with opened(fielding) as store, store.reading() as connection:
        assert load_waves(connection, "shop") == ()


def test_without_any_list_it_is_told_how_to_import_one(asking: Asking, fielding: Settings) -> None:
    with pytest.raises(SamplingError, match=r"there is none yet.*todenna contacts import"):
        launch_wave(asking(), Launch(), fielding, now=MONDAY)


def test_a_study_whose_answers_come_from_a_file_is_not_launched(
    study: Path, settings: Settings, answers: Callable[..., Source]
) -> None:
    with pytest.raises(FieldworkError, match=r"fieldwork\.mode: found import"):
        launch_wave(study, Launch(), settings, now=MONDAY)
    import_responses(study, answers("1", "2"), settings, now=MONDAY)
    with pytest.raises(FieldworkError, match="found answers that were imported"):
        launch_wave(study, Launch(), settings, now=MONDAY)


def test_a_wave_that_two_launch_at_once_has_one_sample(
    asking: Asking, people: People, fielding: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    people(60)
    study, both_looked = asking(), Barrier(2)
    met = meeting(both_looked, launched_before)  # between looking and writing
    monkeypatch.setattr(launching, "launched_before", met)
    options = [Launch(opens_at=TOMORROW, invitations=n) for n in (10, 20)]
    with ThreadPoolExecutor() as pool:
        one, two = pool.map(lambda it: launch_wave(study, it, fielding, now=MONDAY), options)
    assert {one.new, two.new} == {True, False}
    assert one.drawn == two.drawn
    with opened(fielding) as store, store.reading() as connection:
        assert one.drawn is not None
        assert len(load_invitations(connection, WAVE)) == one.drawn.drawn
