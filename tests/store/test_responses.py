from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from numpy.testing import assert_array_equal

from validation.errors import StoreError
from validation.questionnaire import Questionnaire
from validation.responses import Exclusion, Record, Table, build_frame, frame_of, records_of
from validation.steps import Source, assess_responses, prepare_study
from validation.store import (
    Saved,
    Store,
    WaveKey,
    drop_exclusions,
    load_exclusions,
    load_questionnaire,
    load_records,
    load_study,
    load_wave,
    move_wave,
    save_exclusions,
    save_questionnaire,
    save_responses,
    save_study,
    save_wave,
)
from validation.store.waves import State
from validation.store.writing import CHUNK
from validation.study import Study
from validation.verdicts import Planned, assess, build_plan
from validation.weighting import weigh

EXAMPLES = Path(__file__).parents[2] / "examples"

RECORDS = [
    Record("a", {"q": "5", "age": 0.1, "missed": "Öljy “x”\u2028"}, 1.5, "N", ("k", "l"), (9.5,)),
    Record("b", {"q": "(refused)", "age": "(not_shown)", "missed": ""}, 2.0, "S", ("m", "n"), (8,)),
    Record("c", {"age": -1e300}, paradata={"seconds": {"g": 9.5}, "pattern": 3}, language="fi"),
]  # fmt: skip


def test_records_come_back_as_they_were(
    kept: Store, where: WaveKey, questionnaire: Questionnaire, now: datetime
) -> None:
    with kept.transaction() as connection:
        args = (connection, where, RECORDS)
        assert save_responses(*args, questionnaire=questionnaire.fingerprint, now=now).new == 3
    assert loaded(kept, where) == RECORDS


def test_importing_the_same_twice_adds_nothing(
    kept: Store, where: WaveKey, questionnaire: Questionnaire, now: datetime
) -> None:
    changed = [Record("b", {"q": "1"}), *RECORDS]
    with kept.transaction() as connection:
        common = {"questionnaire": questionnaire.fingerprint}
        first = save_responses(connection, where, RECORDS[:2], **common, now=now)
        second = save_responses(connection, where, changed, **common, now=now + timedelta(days=1))
        third = save_responses(connection, where, changed, **common, now=now + timedelta(days=2))
        wave = load_wave(connection, where)
    assert (first, second, third) == (Saved(2, 0), Saved(1, 1), Saved(0, 1))
    assert loaded(kept, where) == RECORDS
    assert (wave.first_response_at, wave.imported_at) == (now, now + timedelta(days=1))


def test_more_responses_than_a_chunk_keep_their_order(
    kept: Store, where: WaveKey, questionnaire: Questionnaire, now: datetime
) -> None:
    records = [Record(f"r{n}", {"q": str(1 + n % 5)}) for n in range(2 * CHUNK + 1)]
    fingerprint = questionnaire.fingerprint
    with kept.transaction() as connection:
        old = save_responses(connection, where, records[:70], questionnaire=fingerprint, now=now)
        new = save_responses(connection, where, records, questionnaire=fingerprint, now=now)
    assert (old, new) == (Saved(70, 0), Saved(2 * CHUNK - 69, 0))
    assert loaded(kept, where) == records


def test_waves_do_not_share_responses(
    kept: Store, where: WaveKey, questionnaire: Questionnaire, now: datetime
) -> None:
    with kept.transaction() as connection:
        save_responses(connection, where, RECORDS, questionnaire=questionnaire.fingerprint, now=now)
        with pytest.raises(StoreError, match="wave 1999 of study s: found nothing kept"):
            next(load_records(connection, WaveKey("s", "1999")))


def test_a_file_goes_through_the_store_to_the_same_frame(
    kept: Store, where: WaveKey, study: Study, questionnaire: Questionnaire, now: datetime
) -> None:
    cells = {"q": ["5", "(refused)", "", "3"], "age": ["50", "49", "(dont_know)", "7"]}
    table = Table.of("a.csv", cells)
    there = build_frame(table, questionnaire, study)
    with kept.transaction() as connection:
        save_responses(
            connection,
            where,
            records_of(there, questionnaire),
            questionnaire=questionnaire.fingerprint,
            now=now,
        )
    with kept.reading() as connection:
        here = frame_of(load_records(connection, where), questionnaire, study)
    assert [*here.columns] == [*there.frame.columns] == ["q", "age", "group"]
    for name, column in there.frame.columns.items():
        assert_array_equal(here.column(name).values(), column.values())
        assert_array_equal(here.column(name).missing, column.missing)
    assert here.column("group").levels == ("old", "y")
    assert here.column("group").counted(["old"]).tolist()[:2] == [1, 0]


def test_exclusions_are_kept_once_for_each_file(kept: Store, where: WaveKey, now: datetime) -> None:
    found = (Exclusion(3, None, "answered nothing"), Exclusion(7, "b", "q: found 9, must be …"))
    with kept.transaction() as connection:
        added = [
            save_exclusions(connection, where, found, source=source, now=now)
            for source in ("one", "one", "two")
        ]
        assert load_exclusions(connection, where) == found + found
        assert save_exclusions(connection, where, (), source="three", now=now) == 0
    assert added == [2, 0, 2]


def test_exclusions_of_who_is_in_a_later_file_are_forgotten_and_no_others(
    kept: Store, where: WaveKey, now: datetime
) -> None:
    found = [Exclusion(row, name, "why") for row, name in ((2, "a"), (3, "b"), (4, None))]
    with kept.transaction() as connection:
        save_exclusions(connection, where, found, source="one", now=now)
        save_exclusions(connection, where, found[:1], source="two", now=now)
        assert drop_exclusions(connection, where, ["a", "c"], besides="two") == 1
        assert load_exclusions(connection, where) == (found[1], found[2], found[0])


@pytest.mark.parametrize("state", ["assessed", "reported"])
def test_new_responses_close_a_wave_again_that_was_judged(
    state: State, kept: Store, where: WaveKey, questionnaire: Questionnaire, now: datetime
) -> None:
    keep = partial(save_responses, questionnaire=questionnaire.fingerprint, now=now)
    with kept.transaction() as connection:
        keep(connection, where, RECORDS[:2])
        move_wave(connection, where, before="closed", after=state, now=now)
        keep(connection, where, RECORDS[:2])
        before = load_wave(connection, where).state
        keep(connection, where, RECORDS)
        after = load_wave(connection, where).state
    assert (before, after) == (state, "closed")


def loaded(store: Store, where: WaveKey) -> Sequence[Record]:
    with store.reading() as connection:
        return [*load_records(connection, where)]


@pytest.mark.parametrize(("name", "wave"), [("mobile_operator", None), ("media_use", "2014")])
def test_the_examples_come_to_the_same_verdicts_through_the_store(
    name: str, wave: str | None, store: Store, now: datetime
) -> None:
    folder = EXAMPLES / name
    prepared = prepare_study(folder / "study.yaml")
    done = assess_responses(prepared, Source(folder / "responses.csv", wave))
    where, questionnaire = WaveKey(prepared.study.study, wave or "1"), prepared.questionnaire
    with store.transaction() as connection:
        save_study(connection, prepared.study, now=now)
        save_questionnaire(connection, questionnaire, now=now)
        save_wave(connection, where, questionnaire.fingerprint, now=now)
        records = records_of(done.responses, questionnaire)
        fingerprint = questionnaire.fingerprint
        save_responses(connection, where, records, questionnaire=fingerprint, now=now)
    with store.reading() as connection:
        study = load_study(connection, where.study)
        instrument = load_questionnaire(connection, fingerprint)
        frame = frame_of(load_records(connection, where), instrument, study)
    weighted, weighting = weigh(frame, study.audience.margins)
    plan = build_plan(study, instrument)
    assert plan == prepared.plan
    again = assess(Planned(study, plan, instrument.asked()), weighted, weighting)
    unscreened = done.assessment.model_copy(update={"screened": None})
    assert again.model_dump_json() == unscreened.model_dump_json()
