"""A kept wave is assessed as its file would be, and knows whether its plan came first."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.steps.conftest import MONDAY, MORNING, NOON
from validation.errors import FieldworkError, StoreError
from validation.responses import Paradata
from validation.settings import Settings
from validation.steps import (
    Launch,
    Source,
    advance_waves,
    assess_responses,
    assess_wave,
    cancel_wave,
    generate_survey,
    import_responses,
    launch_wave,
    prepare_study,
    read_status,
)
from validation.steps.keeping import opened
from validation.store import (
    Submission,
    WaveKey,
    load_invitations,
    load_plan,
    load_wave,
    load_waves,
    submit_all,
)

Answers = Callable[..., Source]
WAVE = WaveKey("shop", "1")


def test_verdicts_are_those_of_the_file(study: Path, settings: Settings, answers: Answers) -> None:
    source = answers(*("4", "5", "2") * 20)
    import_responses(study, source, settings, now=MORNING)
    kept = assess_wave(WAVE, settings, now=NOON)
    assert kept == assess_responses(prepare_study(study), source).assessment


def test_plan_before_the_first_answer_is_told_apart(
    study: Path, settings: Settings, answers: Answers
) -> None:
    generate_survey(study, settings, now=MORNING)
    import_responses(study, answers(*("4", "5") * 20), settings, now=NOON)
    assert "plan_after_data" not in assess_wave(WAVE, settings, now=NOON).hearing.assumptions


def test_plan_made_with_the_answers_is_said_to_come_after(
    study: Path, settings: Settings, answers: Answers
) -> None:
    import_responses(study, answers(*("4", "5") * 20), settings, now=NOON)
    assert "plan_after_data" in assess_wave(WAVE, settings, now=NOON).hearing.assumptions


def test_assessed_again_the_same_verdicts_add_nothing(
    study: Path, settings: Settings, answers: Answers
) -> None:
    import_responses(study, answers(*("4", "5") * 20), settings, now=MORNING)
    assess_wave(WAVE, settings, now=MORNING)
    before = read_status(settings)
    assess_wave(WAVE, settings, now=NOON)
    assert read_status(settings) == before


def test_wave_that_is_not_kept_is_told(settings: Settings) -> None:
    with pytest.raises(StoreError, match="wave 1 of study shop: found nothing kept"):
        assess_wave(WAVE, settings, now=NOON)


def test_a_wave_that_is_not_over_is_not_assessed(
    asking: Callable[..., Path], people: Callable[..., None], fielding: Settings
) -> None:
    people(60)
    launch_wave(asking(), Launch(), fielding, now=MONDAY)
    with pytest.raises(FieldworkError, match="found open, must be closed to be assessed"):
        assess_wave(WAVE, fielding, now=MONDAY)
    cancel_wave(WAVE, fielding, now=MONDAY)
    with pytest.raises(FieldworkError, match="found cancelled, must be closed"):
        assess_wave(WAVE, fielding, now=MONDAY)


def test_a_pilot_is_kept_apart_and_never_assessed(
    asking: Callable[..., Path], people: Callable[..., None], fielding: Settings
) -> None:
    people(60)
    study = asking()
    launch_wave(study, Launch(pilot=True), fielding, now=MONDAY)
    where = WaveKey("shop", "pilot")
    with opened(fielding) as store, store.transaction() as connection:
        codes = [one.code for one in load_invitations(connection, where)]
        submit_all(connection, [Submission(one, {"q": "4"}, "en", MONDAY) for one in codes])
    advance_waves(fielding, now=MONDAY + timedelta(days=15))
    with pytest.raises(FieldworkError, match="wave pilot of study shop: found a pilot"):
        assess_wave(where, fielding, now=MONDAY)
    launch_wave(study, Launch(), fielding, now=MONDAY + timedelta(days=40))
    with opened(fielding) as store, store.reading() as connection:
        assert load_wave(connection, where).state == "closed"
        assert load_plan(connection, "shop").made_at == MONDAY + timedelta(days=40)


def test_the_times_of_a_file_are_kept_and_make_the_same_flags(
    study: Path, settings: Settings, tmp_path: Path
) -> None:
    study.write_text(study.read_text().replace("{id: person}", "{id: person, duration: took}"))
    rows = [*(f"{n},4,{20 + n}" for n in range(60)), *(f"h{n},1,0.5" for n in range(50))]
    (tmp_path / "answers.csv").write_text("person,q,took\n" + "\n".join(rows) + "\n")
    source = Source(tmp_path / "answers.csv")
    import_responses(study, source, settings, now=MORNING)
    kept = assess_wave(WAVE, settings, now=NOON)

    assert kept == assess_responses(prepare_study(study), source).assessment
    assert kept.screened is not None
    assert {one.kind: one.n for one in kept.screened.flags} == {"speeder": 50}
    assert [(one.verdict, one.otherwise) for one in kept.screened.differing] == [
        ("refuted", "supported")  # a mean of 2.6, of 4 without the hasty
    ]


def test_responses_on_our_pages_are_screened_by_their_paradata(
    asking: Callable[..., Path], people: Callable[..., None], fielding: Settings
) -> None:
    people(60)
    launch_wave(asking(), Launch(), fielding, now=MONDAY)
    with opened(fielding) as store, store.transaction() as connection:
        where = load_waves(connection, "shop")[0].where
        codes = [one.code for one in load_invitations(connection, where)]
        quick: Paradata = {"seconds": {"stage.use": 0.5}}
        slow: Paradata = {"seconds": {"stage.use": 9.0}}
        traces = [quick | {"honeypot": True}, quick, *[slow] * (len(codes) - 2)]
        given = zip(codes, traces, strict=True)
        sent = [Submission(code, {"q": "4"}, "en", MONDAY, trace) for code, trace in given]
        submit_all(connection, sent)
    advance_waves(fielding, now=MONDAY + timedelta(days=15))
    screened = assess_wave(where, fielding, now=MONDAY + timedelta(days=15)).screened

    assert screened is not None
    assert {one.kind: one.n for one in screened.flags} == {"speeder": 2, "honeypot": 1}
    assert screened.n == 2
