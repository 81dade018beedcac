"""A kept wave is assessed as its file would be, and knows whether its plan came first."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.steps.conftest import MORNING, NOON
from validation.errors import StoreError
from validation.settings import Settings
from validation.steps import (
    Source,
    assess_responses,
    assess_wave,
    generate_survey,
    import_responses,
    prepare_study,
    read_status,
)
from validation.store import WaveKey

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
