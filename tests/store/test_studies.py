from datetime import datetime
from pathlib import Path

import pytest

from validation.errors import StoreError
from validation.questionnaire import Questionnaire
from validation.steps import prepare_study
from validation.store import Store
from validation.store.studies import (
    id_of_questionnaire,
    id_of_study,
    load_planned,
    load_questionnaire,
    load_study,
    save_questionnaire,
    save_study,
    written,
)
from validation.study import Study

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/study.yaml"))


def test_the_same_study_adds_no_version(store: Store, study: Study, now: datetime) -> None:
    other = study.model_copy(update={"languages": ("fi",)})
    with store.transaction() as connection:
        numbers = [save_study(connection, one, now=now) for one in (study, study, other, study)]
    assert numbers == [1, 1, 2, 3]  # what was changed back is what the study says now


def test_a_study_comes_back_as_it_was_in_each_version(
    store: Store, study: Study, now: datetime
) -> None:
    other = study.model_copy(update={"languages": ("fi",)})
    with store.transaction() as connection:
        save_study(connection, study, now=now)
        save_study(connection, other, now=now)
    with store.reading() as connection:
        assert load_study(connection, "s") == other
        assert load_study(connection, "s", 1) == study


def test_a_study_that_was_only_tried_out_is_not_what_was_planned_last(
    store: Store, study: Study, now: datetime
) -> None:
    tried = study.model_copy(update={"languages": ("fi",)})
    with store.transaction() as connection:
        save_study(connection, study, now=now)
        assert load_planned(connection, "s") == (study, None)
        save_study(connection, study, plan_hash="abc", now=now)
        save_study(connection, tried, now=now)
        assert load_planned(connection, "s") == (study, "abc")
        save_study(connection, tried, plan_hash="def", now=now)
        assert load_planned(connection, "s") == (tried, "def")
        with pytest.raises(StoreError, match="study other: found nothing kept"):
            load_planned(connection, "other")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_whole_studies_come_back_with_their_orders(path: Path, store: Store, now: datetime) -> None:
    prepared = prepare_study(path)
    with store.transaction() as connection:
        save_study(connection, prepared.study, now=now)
        save_questionnaire(connection, prepared.questionnaire, now=now)
    with store.reading() as connection:
        study = load_study(connection, prepared.study.study)
        questionnaire = load_questionnaire(connection, prepared.questionnaire.fingerprint)
    assert study == prepared.study
    assert written(study) == written(prepared.study)  # equal to the letter: orders too
    assert questionnaire == prepared.questionnaire
    assert questionnaire.fingerprint == prepared.questionnaire.fingerprint


def test_the_same_questionnaire_adds_nothing(
    store: Store, study: Study, questionnaire: Questionnaire, now: datetime
) -> None:
    with store.transaction() as connection:
        save_study(connection, study, now=now)
        new = [save_questionnaire(connection, questionnaire, now=now) for _ in range(2)]
    assert new == [True, False]


def test_what_is_not_kept_is_named(store: Store, study: Study, now: datetime) -> None:
    with store.transaction() as connection:
        save_study(connection, study, now=now)
    with store.reading() as connection:
        with pytest.raises(StoreError, match="study other: found nothing kept"):
            load_study(connection, "other")
        with pytest.raises(StoreError, match="study s, version 7: found nothing kept"):
            load_study(connection, "s", 7)
        with pytest.raises(StoreError, match="study other: found nothing kept"):
            id_of_study(connection, "other")
        for look_up in (load_questionnaire, id_of_questionnaire):
            with pytest.raises(StoreError, match="questionnaire abc: found nothing kept"):
                look_up(connection, "abc")


def test_a_questionnaire_of_an_unknown_study_is_refused(
    store: Store, questionnaire: Questionnaire, now: datetime
) -> None:
    with pytest.raises(StoreError, match="study s: found nothing"), store.transaction() as one:
        save_questionnaire(one, questionnaire, now=now)
