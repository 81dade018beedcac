"""The same people are found in another wave, and nobody where nobody may be known."""

from datetime import datetime

from tests.store.fielding.conftest import codes_of, field_wave, submission
from validation.fieldwork import Terms
from validation.questionnaire import Questionnaire
from validation.store import (
    Store,
    WaveKey,
    load_people,
    load_records,
    submit,
)


def test_the_same_person_has_the_same_number_in_each_wave(
    fielded: Store, where: WaveKey, questionnaire: Questionnaire, terms: Terms, now: datetime
) -> None:
    other = WaveKey("s", "2028")
    field_wave(fielded, other, questionnaire, terms)
    answered = {where: ("bertil", "anna"), other: ("cecilia", "anna", "bertil")}
    for wave, names in answered.items():
        codes = codes_of(fielded, wave)
        with fielded.transaction() as connection:
            for name in names:
                submit(connection, submission(codes[name], now, q="3"))

    with fielded.reading() as connection:
        found = {wave: load_people(connection, wave) for wave in answered}
        assert len(list(load_records(connection, other))) == 3
    by_name = {
        wave: dict(zip(names, found[wave] or (), strict=True)) for wave, names in answered.items()
    }
    assert len({*by_name[other].values()}) == 3
    assert by_name[where].items() <= by_name[other].items()


def test_of_anonymous_answers_nobody_is_known(
    anonymous: Store, where: WaveKey, now: datetime
) -> None:
    with anonymous.transaction() as connection:
        submit(connection, submission(codes_of(anonymous, where)["anna"], now, q="3"))
        assert load_people(connection, where) is None


def test_of_imported_answers_nobody_is_known(kept: Store, where: WaveKey) -> None:
    with kept.reading() as connection:
        assert load_people(connection, where) is None
