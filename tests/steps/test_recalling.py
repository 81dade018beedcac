"""Verdicts that are kept are read without a look at the answers."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.steps.conftest import NOON
from validation.errors import StoreError
from validation.settings import Settings
from validation.steps import Source, assess_wave, import_responses, recall_verdicts
from validation.store import WaveKey

WAVE = WaveKey("shop", "1")


def test_the_verdicts_are_those_that_were_kept(
    study: Path, answers: Callable[..., Source], settings: Settings
) -> None:
    import_responses(study, answers(*["5"] * 40), settings, now=NOON)
    kept = assess_wave(WAVE, settings, now=NOON)
    assert recall_verdicts(WAVE, settings) == kept


def test_a_wave_that_was_not_assessed_has_none(
    study: Path, answers: Callable[..., Source], settings: Settings
) -> None:
    import_responses(study, answers(*["5"] * 40), settings, now=NOON)
    with pytest.raises(StoreError, match="must be assessed"):
        recall_verdicts(WAVE, settings)
