"""The answers of a file are kept, all or none, and never twice."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.steps.conftest import MONDAY, MORNING, NOON
from validation.errors import FieldworkError, ResponseError
from validation.settings import Settings
from validation.steps import Source, assess_wave, import_responses, read_status
from validation.steps.keeping import opened
from validation.store import Submission, WaveKey, load_invitations, load_records, submit_all
from validation.store.tables import domain_events

Answers = Callable[..., Source]
WAVE = WaveKey("shop", "1")


def test_same_file_twice_adds_nothing(study: Path, settings: Settings, answers: Answers) -> None:
    source = answers("4", "5", "3")
    assert import_responses(study, source, settings, now=MORNING).new == 3
    assert import_responses(study, source, settings, now=NOON).new == 0


def test_longer_file_adds_what_is_new(study: Path, settings: Settings, answers: Answers) -> None:
    import_responses(study, answers("4", "5"), settings, now=MORNING)
    assert import_responses(study, answers("4", "5", "1"), settings, now=NOON).new == 1
    [kept] = read_status(settings).studies
    assert [wave.responses for wave in kept.waves] == [3]


def test_file_with_a_bad_row_keeps_nothing(
    study: Path, settings: Settings, answers: Answers
) -> None:
    with pytest.raises(ResponseError, match="1 of 3 rows"):
        import_responses(study, answers("4", "9", "3"), settings, now=MORNING)
    assert read_status(settings).studies == ()


def test_answers_that_differ_are_counted_and_stay(
    study: Path, settings: Settings, answers: Answers
) -> None:
    import_responses(study, answers("4", "5", "3"), settings, now=MORNING)
    done = import_responses(study, answers("4", "1", "1", "2"), settings, now=NOON)
    assert (done.new, done.differing, done.replaced) == (1, 2, 0)
    assert done.notes == (
        "2 responses are kept already with other answers; they stay as they were.",
    )
    assert ratings(settings) == ["4", "5", "3", "2"]


def test_mended_file_takes_the_place_of_all_that_the_wave_held(
    study: Path, settings: Settings, answers: Answers
) -> None:
    import_responses(study, answers("4", "9", "3", good_rows_only=True), settings, now=MORNING)
    assess_wave(WAVE, settings, now=MORNING)
    done = import_responses(study, answers("4", "5", replace=True), settings, now=NOON)
    assert (done.new, done.differing, done.replaced) == (2, 0, 2)
    assert ratings(settings) == ["4", "5"]
    status = read_status(settings)
    [wave] = status.studies[0].waves
    assert (wave.responses, wave.exclusions, wave.state) == (2, 0, "closed")
    assert wave.first_response_at == MORNING
    assert status.events == 0  # it is kept, and happened to no contact
    with opened(settings) as store, store.reading() as connection:
        [event] = connection.execute(select(domain_events))
    assert event.sent_at == NOON  # and nobody else is told
    assert (event.name, event.contact_key, event.attributes) == (
        "responses.replaced",
        None,
        {"about": "shop/1", "responses": "2"},
    )


def test_first_file_has_nothing_to_replace(
    study: Path, settings: Settings, answers: Answers
) -> None:
    assert import_responses(study, answers("4", replace=True), settings, now=MORNING).replaced == 0
    with opened(settings) as store, store.reading() as connection:
        assert connection.execute(select(domain_events)).all() == []


def test_who_was_left_out_and_is_mended_is_left_out_no_more(
    study: Path, settings: Settings, answers: Answers
) -> None:
    import_responses(study, answers("4", "9", "8", good_rows_only=True), settings, now=MORNING)
    import_responses(study, answers("4", "5", "8", good_rows_only=True), settings, now=NOON)
    [wave] = read_status(settings).studies[0].waves
    assert (wave.responses, wave.exclusions) == (2, 1)


def test_answers_to_an_item_that_the_wave_was_not_asked_need_a_replacement(
    study: Path, settings: Settings, answers: Answers, tmp_path: Path
) -> None:
    import_responses(study, answers("4", "5"), settings, now=MORNING)
    more = "items: [{id: more, text: More?, type: rating, scale: {from: 1, to: 5}}, "
    study.write_text(study.read_text().replace("items: [", more))
    longer = tmp_path / "longer.csv"
    longer.write_text("person,q,more\n0,4,1\n1,5,2\n2,3,3\n")
    with pytest.raises(ResponseError, match="more: found an item that the wave was not asked"):
        import_responses(study, Source(longer), settings, now=NOON)
    assert read_status(settings).studies[0].versions == 1
    import_responses(study, Source(longer, replace=True), settings, now=NOON)
    assert assess_wave(WAVE, settings, now=NOON).n == 3


def test_addresses_as_ids_are_not_kept_whatever_is_asked_for(
    study: Path, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "mailed.csv").write_text("person,q\n1,4\nanna@example.com,9\n")
    source = Source(tmp_path / "mailed.csv", good_rows_only=True)
    with pytest.raises(ResponseError, match=r"row 3, column person: found an e-mail address"):
        import_responses(study, source, settings, now=MORNING)
    assert read_status(settings).studies == ()


def test_rows_left_out_are_kept_with_their_reason(
    study: Path, settings: Settings, answers: Answers
) -> None:
    source = Source(answers("4", "9", "3").path, good_rows_only=True)
    done = import_responses(study, source, settings, now=MORNING)
    assert (done.new, done.counts.refused) == (2, 1)
    [kept] = read_status(settings).studies
    assert kept.waves[0].exclusions == 1


def ratings(settings: Settings) -> list[str]:
    """Return the answers that are kept."""
    with opened(settings) as store, store.reading() as connection:
        return [str(record.answers["q"]) for record in load_records(connection, WAVE)]


@pytest.mark.parametrize("replace", [False, True])
def test_answers_of_a_file_never_stand_beside_or_replace_those_that_were_fielded(
    asked: Settings, asking: Callable[..., Path], answers: Answers, *, replace: bool
) -> None:
    with opened(asked) as store, store.transaction() as connection:
        code = load_invitations(connection, WAVE)[0].code
        submit_all(connection, [Submission(code, {"q": "4"}, "en", MONDAY)])
    source = answers("1", "2", replace=replace)
    with pytest.raises(FieldworkError, match="wave 1 of study shop: found one that is fielded"):
        import_responses(asking(), source, asked, now=NOON)
    with opened(asked) as store, store.reading() as connection:
        assert [one.key for one in load_records(connection, WAVE)] == [code]
