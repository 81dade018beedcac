"""The report of a wave is written a page a language, and says what differs from the plan."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.steps.conftest import MORNING, NOON
from validation.errors import StoreError
from validation.settings import Settings
from validation.steps import Source, assess_wave, generate_survey, import_responses, write_report
from validation.store import WaveKey

Answers = Callable[..., Source]
WAVE = WaveKey("shop", "1")


@pytest.fixture
def kept(study: Path, settings: Settings, answers: Answers) -> Path:
    """Keep a planned study with forty answers."""
    generate_survey(study, settings, now=MORNING)
    import_responses(study, answers(*("4", "5") * 20), settings, now=NOON)
    return study


@pytest.mark.usefixtures("kept")
def test_report_is_written_in_every_language(settings: Settings) -> None:
    assess_wave(WAVE, settings, now=NOON)
    pages = write_report(WAVE, settings, now=NOON)
    assert [page.name for page in pages] == ["report.en.html", "report.fi.html"]
    assert "Nothing differs from the plan." in pages[0].read_text(encoding="utf-8")
    assert "Suunnitelmasta ei poikettu." in pages[1].read_text(encoding="utf-8")


@pytest.mark.usefixtures("kept")
def test_same_day_gives_the_same_page_to_the_byte(settings: Settings) -> None:
    assess_wave(WAVE, settings, now=NOON)
    first = [page.read_bytes() for page in write_report(WAVE, settings, now=NOON)]
    assert [page.read_bytes() for page in write_report(WAVE, settings, now=NOON)] == first


def test_changed_bound_is_a_deviation_from_the_plan(kept: Path, settings: Settings) -> None:
    kept.write_text(kept.read_text().replace("at_least: 3", "at_least: 4"))
    generate_survey(kept, settings, now=NOON)
    assess_wave(WAVE, settings, now=NOON)
    [page, _] = write_report(WAVE, settings, now=NOON)
    assert "What differs from the plan" in page.read_text(encoding="utf-8")


@pytest.mark.usefixtures("kept")
def test_wave_without_verdicts_has_no_report(settings: Settings) -> None:
    with pytest.raises(StoreError, match="assessment of wave 1 of study shop: found nothing"):
        write_report(WAVE, settings, now=NOON)
