"""Studies that repeat: their waves are made once, when they are due, of what was planned last."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.steps.conftest import MONDAY, Asking
from validation.errors import FieldworkError, SamplingError
from validation.settings import Settings
from validation.steps import (
    Made,
    Recurring,
    advance_waves,
    cancel_wave,
    drop_wave,
    generate_survey,
    launch_wave,
    list_waves,
    make_due_waves,
    release_wave,
    start_recurring,
    stop_recurring,
)
from validation.steps.keeping import opened
from validation.steps.planning import Launch
from validation.store import KeptWave, WaveKey, load_invitations, load_plans, load_waves

People = Callable[..., None]
DAY = timedelta(days=1)
BEFORE = MONDAY - 3 * DAY
APRIL = MONDAY + 31 * DAY - timedelta(hours=1)  # 1 April 09:00 in Helsinki, by summer time
MONTHLY = "{rrule: FREQ=MONTHLY, start: 2027-03-01, zone: Europe/Helsinki}"


def waves(settings: Settings) -> list[KeptWave]:
    with opened(settings) as store, store.reading() as connection:
        return [one for one in load_waves(connection, "shop") if one.terms is not None]


def names(made: Made) -> list[str]:
    return [one.where.wave for one in made.launched]


def with_cadence(path: Path, cadence: str) -> Path:
    path.write_text(path.read_text().replace(MONTHLY, cadence))
    return path


def codes(settings: Settings, wave: str) -> set[str | None]:
    with opened(settings) as store, store.reading() as connection:
        return {one.contact for one in load_invitations(connection, WaveKey("shop", wave))}


def test_waves_are_made_when_they_are_due_and_once(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    started = start_recurring(asking(), Recurring(), fielding, now=BEFORE)
    assert [one.name for one in started.coming[:2]] == ["2027-03-01", "2027-04-01"]
    assert make_due_waves(fielding, now=MONDAY - timedelta(minutes=1)) == Made()

    late = MONDAY + timedelta(minutes=4)
    assert names(make_due_waves(fielding, now=late)) == ["2027-03-01"]
    assert make_due_waves(fielding, now=late) == Made()
    assert names(make_due_waves(fielding, now=APRIL)) == ["2027-04-01"]

    first, second = waves(fielding)
    assert first.terms is not None
    assert (first.terms.opens_at, first.terms.zone) == (MONDAY, "Europe/Helsinki")
    assert (first.occasion.kind, first.occasion.due_at) == ("schedule", MONDAY)
    assert second.occasion.due_at == APRIL
    assert len(codes(fielding, "2027-03-01")) == 40
    assert codes(fielding, "2027-03-01") != codes(fielding, "2027-04-01")  # drawn anew


def test_heartbeat_makes_and_opens_the_wave_in_one_beat(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    start_recurring(asking(), Recurring(), fielding, now=BEFORE)
    advanced = advance_waves(fielding, now=MONDAY)
    assert [str(one.where) for one in advanced.made] == ["2027-03-01 of study shop"]
    assert [one.step for one in advanced.done] == ["open", "invite"]
    assert (advanced.held, advanced.problems) == ((), ())


def test_study_that_was_not_started_or_was_stopped_makes_no_wave(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    generate_survey(asking(), fielding, now=BEFORE)
    assert make_due_waves(fielding, now=MONDAY) == Made()
    start_recurring(asking(), Recurring(), fielding, now=MONDAY + DAY)
    assert stop_recurring("shop", fielding, now=MONDAY + 2 * DAY)
    assert not stop_recurring("shop", fielding, now=MONDAY + 3 * DAY)
    assert make_due_waves(fielding, now=APRIL) == Made()
    assert list_waves("shop", fielding, now=APRIL).lines == ()


def test_next_wave_is_made_of_what_was_planned_last(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    start_recurring(asking(), Recurring(), fielding, now=BEFORE)
    make_due_waves(fielding, now=MONDAY)
    path = asking()
    path.write_text(path.read_text().replace("text: Q?", "text: How good?"))
    generate_survey(path, fielding, now=MONDAY + DAY)
    path.write_text(path.read_text().replace("How good?", "Tried out?"))
    launch_wave(path, Launch(pilot=True, invitations=3), fielding, now=MONDAY + 2 * DAY)

    make_due_waves(fielding, now=APRIL)

    first, _, second = waves(fielding)
    with opened(fielding) as store, store.reading() as connection:
        planned = [one.plan.questionnaire for one in load_plans(connection, "shop")]
    assert [first.questionnaire, second.questionnaire] == planned


def test_panel_asks_those_again_who_were_drawn_first(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    panel = MONTHLY.replace("zone:", "respondents: panel, zone:")
    start_recurring(with_cadence(asking(), panel), Recurring(), fielding, now=BEFORE)
    make_due_waves(fielding, now=MONDAY)
    people(50, now=MONDAY + DAY)  # ten have left the list
    made = make_due_waves(fielding, now=APRIL)
    assert made.problems == ()
    [second] = made.launched

    left = {f"c{number}" for number in range(50, 60)}
    assert codes(fielding, "2027-04-01") == codes(fielding, "2027-03-01") - left
    assert "Nobody was added" in second.notes[0]


def test_what_is_too_late_is_held_until_a_person_releases_it(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    start_recurring(asking(), Recurring(), fielding, now=BEFORE)
    late = MONDAY + 5 * DAY
    made = make_due_waves(fielding, now=late)
    assert (names(made), [one.where.wave for one in made.held]) == ([], ["2027-03-01"])
    [held] = advance_waves(fielding, now=late).held
    assert "make of wave 2027-03-01 of study shop, due 2027-03-01 07:00 UTC, held" in str(held)

    launched = release_wave(WaveKey("shop", "2027-03-01"), fielding, now=late)
    assert launched.terms.opens_at == late
    assert make_due_waves(fielding, now=late) == Made()
    [wave] = waves(fielding)
    assert wave.occasion.due_at == MONDAY
    assert [one.step for one in advance_waves(fielding, now=late).done] == ["open", "invite"]


def test_what_is_held_is_not_made_if_a_person_does_not_want_it(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    start_recurring(asking(), Recurring(), fielding, now=BEFORE)
    drop_wave(WaveKey("shop", "2027-03-01"), fielding, now=MONDAY + 5 * DAY)
    assert make_due_waves(fielding, now=MONDAY + 5 * DAY) == Made()
    with pytest.raises(FieldworkError, match="found none that is held"):
        release_wave(WaveKey("shop", "2027-03-01"), fielding, now=MONDAY + 5 * DAY)


@pytest.mark.parametrize("wave", ["2027-03-01", "2027-04-01", "1"])
def test_only_what_is_held_can_be_released(
    asking: Asking, people: People, fielding: Settings, wave: str
) -> None:
    people(60)
    start_recurring(asking(), Recurring(), fielding, now=BEFORE)
    with pytest.raises(FieldworkError, match="found none that is held, must be one"):
        release_wave(WaveKey("shop", wave), fielding, now=MONDAY + DAY)


def test_study_in_trouble_does_not_hold_up_the_others(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    start_recurring(asking(), Recurring(), fielding, now=BEFORE)
    other = asking("invitations: 1")  # fewer than its strata
    other.write_text(other.read_text().replace("study: shop", "study: also"))
    start_recurring(other, Recurring(), fielding, now=BEFORE)
    made = make_due_waves(fielding, now=MONDAY)
    assert names(made) == ["2027-03-01"]
    [problem] = made.problems
    assert problem.startswith("wave 2027-03-01 of study also, due 2027-03-01 07:00 UTC: ")
    assert advance_waves(fielding, now=MONDAY).problems == (problem,)


def test_wave_by_hand_of_the_same_name_takes_the_place(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    start_recurring(asking(), Recurring(), fielding, now=BEFORE)
    launch_wave(asking(), Launch("2027-03-01", opens_at=MONDAY), fielding, now=BEFORE)
    assert make_due_waves(fielding, now=MONDAY) == Made()
    cancel_wave(WaveKey("shop", "2027-03-01"), fielding, now=MONDAY)
    assert make_due_waves(fielding, now=MONDAY) == Made()


def test_waves_draw_from_the_list_and_the_number_of_the_start(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    people(30, frame="readers")
    start_recurring(asking(), Recurring("readers", invitations=20), fielding, now=BEFORE)
    [made] = make_due_waves(fielding, now=MONDAY).launched
    assert made.drawn is not None
    assert (made.drawn.frame, made.drawn.drawn) == ("readers", 20)


def test_open_links_need_no_list(asking: Asking, fielding: Settings) -> None:
    path = asking()
    path.write_text(path.read_text().replace("mode: invite", "mode: open_link"))
    start_recurring(path, Recurring(), fielding, now=BEFORE)
    [made] = make_due_waves(fielding, now=MONDAY).launched
    assert made.link is not None


def test_study_that_cannot_repeat_is_not_started(
    asking: Asking, people: People, fielding: Settings, study: Path
) -> None:
    def start(path: Path, options: Recurring | None = None, now: datetime = BEFORE) -> None:
        start_recurring(path, options or Recurring(), fielding, now=now)

    with pytest.raises(FieldworkError, match="cadence of study shop: found none"):
        start(study)
    with pytest.raises(SamplingError, match="found none of the name shop"):
        start(asking())
    people(60)
    with pytest.raises(SamplingError, match="found none of the name readers"):
        start(asking(), Recurring("readers"))
    path = asking()
    path.write_text(path.read_text().replace("mode: invite", "mode: import"))
    with pytest.raises(FieldworkError, match="found import, must be invite or open_link"):
        start(path)
    assert make_due_waves(fielding, now=MONDAY) == Made()


def test_waves_around_a_measure_keep_their_baseline(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    measure = "{measure: spring, on: 2027-03-08, before: [7 days], after: [7 days], zone: UTC}"
    start_recurring(with_cadence(asking(), measure), Recurring(), fielding, now=BEFORE)
    for days in (0, 14):
        make_due_waves(fielding, now=MONDAY + timedelta(days=days, hours=3))
    before, after = (one.occasion for one in waves(fielding))
    assert (before.kind, before.phase, before.baseline) == ("measure", "before", None)
    assert (after.kind, after.phase, after.baseline) == ("measure", "after", "2027-03-01")
