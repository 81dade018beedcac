from datetime import datetime, timedelta

from validation.questionnaire import Questionnaire
from validation.responses import Counts, Exclusion, Record
from validation.store import (
    KeptImport,
    Store,
    WaveKey,
    clear_wave,
    load_exclusions,
    load_imports,
    load_records,
    load_wave,
    save_exclusions,
    save_import,
    save_responses,
)

COUNTS = Counts(read=5, in_wave=4, refused=1, excluded=1, kept=2)
FIRST = KeptImport("one", COUNTS, 0, ("Columns of the file that are not used: 1 (ö).",))
SECOND = KeptImport("two", COUNTS, 3, ())


def test_what_came_of_a_file_is_kept_once_and_anew_when_it_differs(
    kept: Store, where: WaveKey, now: datetime
) -> None:
    again = KeptImport("one", COUNTS, 2, FIRST.notes)
    with kept.transaction() as connection:
        new = [save_import(connection, where, one, now=now) for one in (FIRST, FIRST, SECOND)]
        assert load_imports(connection, where) == (FIRST, SECOND)
        assert save_import(connection, where, again, now=now)
        assert load_imports(connection, where) == (again, SECOND)
    assert new == [True, False, True]


def test_a_wave_that_is_cleared_keeps_only_when_its_answers_were_first_known(
    kept: Store, where: WaveKey, questionnaire: Questionnaire, now: datetime
) -> None:
    fingerprint = questionnaire.fingerprint
    records = [Record("a", {"q": "5"}), Record("b", {"q": "4"})]
    later = now + timedelta(days=1)
    with kept.transaction() as connection:
        save_responses(connection, where, records, questionnaire=fingerprint, now=now)
        save_exclusions(connection, where, [Exclusion(4, "c", "why")], source="one", now=now)
        save_import(connection, where, FIRST, now=now)
        assert clear_wave(connection, where, questionnaire=fingerprint) == 2
        assert [*load_records(connection, where)] == []
        assert (load_exclusions(connection, where), load_imports(connection, where)) == ((), ())
        save_responses(connection, where, records[:1], questionnaire=fingerprint, now=later)
        wave = load_wave(connection, where)
    assert (wave.first_response_at, wave.imported_at) == (now, later)
