from datetime import datetime, timedelta
from pathlib import Path

import pytest

from validation.errors import StoreError
from validation.steps import Prepared, Source, assess_responses, prepare_study
from validation.store import (
    KeptAssessment,
    Store,
    WaveKey,
    load_assessment,
    load_assessments,
    save_assessment,
    save_plan,
    save_questionnaire,
    save_study,
    save_wave,
)
from validation.verdicts import Assessment

STUDY = """study: s
items: [{id: q, text: Q?, type: rating, scale: {from: 1, to: 5}}]
hypotheses:
  - {id: h, says: {fi: Väite, en: Claim}, claim: {kind: level, item: q, at_least: 3}}
"""


@pytest.fixture
def prepared(tmp_path: Path) -> Prepared:
    path = tmp_path / "study.yaml"
    path.write_text(STUDY, encoding="utf-8")
    return prepare_study(path)


@pytest.fixture
def filled(store: Store, prepared: Prepared, where: WaveKey, now: datetime) -> Store:
    questionnaire = prepared.questionnaire
    with store.transaction() as connection:
        save_study(connection, prepared.study, now=now)
        save_questionnaire(connection, questionnaire, now=now)
        save_plan(connection, prepared.plan, made_at=now)
        for wave in (where, WaveKey("s", "2028")):
            save_wave(connection, wave, questionnaire.fingerprint, state="closed", now=now)
    return store


def test_the_same_verdicts_add_nothing_and_keep_their_time(
    filled: Store, prepared: Prepared, where: WaveKey, now: datetime, tmp_path: Path
) -> None:
    verdicts = assessed(prepared, tmp_path, "4", "5")
    later = now + timedelta(days=1)
    with filled.transaction() as connection:
        new = [save_assessment(connection, where, verdicts, made_at=at) for at in (now, later)]
        found = load_assessment(connection, where)
    assert new == [True, False]
    assert found == KeptAssessment(where, 1, verdicts, now)


def test_the_last_verdicts_count_and_the_others_stay(
    filled: Store, prepared: Prepared, where: WaveKey, now: datetime, tmp_path: Path
) -> None:
    one, two = (assessed(prepared, tmp_path, *cells) for cells in ("45", "12"))
    with filled.transaction() as connection:
        for verdicts in (one, two, one):
            save_assessment(connection, where, verdicts, made_at=now)
        save_assessment(connection, WaveKey("s", "2028"), two, made_at=now)
        everything = load_assessments(connection, "s")
        assert load_assessment(connection, where).assessment == one
        assert load_assessment(connection, where, prepared.plan.hash).assessment == one
    assert [kept.assessment for kept in everything] == [one, two, one, two]
    assert [kept.where.wave for kept in everything] == ["2027", "2027", "2027", "2028"]


def test_what_is_not_kept_is_named(
    filled: Store, prepared: Prepared, where: WaveKey, now: datetime, tmp_path: Path
) -> None:
    verdicts = assessed(prepared, tmp_path, "4", "5")
    other = verdicts.model_copy(update={"plan_hash": "abc"})
    with filled.transaction() as connection:
        with pytest.raises(StoreError, match="assessment of wave 2027 of study s: found nothing"):
            load_assessment(connection, where)
        with pytest.raises(StoreError, match="plan abc of study s: found nothing kept"):
            save_assessment(connection, where, other, made_at=now)
        with pytest.raises(StoreError, match="wave 1999 of study s: found nothing kept"):
            save_assessment(connection, WaveKey("s", "1999"), verdicts, made_at=now)


def assessed(prepared: Prepared, folder: Path, *cells: str) -> Assessment:
    path = folder / "answers.csv"
    path.write_text("q\n" + "".join(f"{cell}\n" for cell in cells * 20))
    return assess_responses(prepared, Source(path)).assessment
