"""The report of a wave is written a page a language, and says what differs from the plan."""

from collections.abc import Callable
from errno import ENOSPC
from pathlib import Path

import pytest

from tests.steps.conftest import MORNING, NOON
from validation.errors import FileError, StoreError
from validation.settings import Settings
from validation.steps import (
    Source,
    assess_wave,
    generate_survey,
    import_responses,
    read_status,
    write_report,
)
from validation.steps.keeping import opened
from validation.steps.telling import load_material
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


@pytest.mark.usefixtures("kept")
def test_full_disk_leaves_all_pages_and_the_wave_as_they_were(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assess_wave(WAVE, settings, now=NOON)
    folder = settings.home / "studies" / "shop" / "1"
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", full_from("report.fi.html", Path.write_text))
        with pytest.raises(FileError, match="must be one with room"):
            write_report(WAVE, settings, now=NOON)
    assert [*folder.iterdir()] == []
    assert read_status(settings).studies[0].waves[0].state == "assessed"
    assert len(write_report(WAVE, settings, now=NOON)) == 2
    assert read_status(settings).studies[0].waves[0].state == "reported"


def full_from(name: str, write: Callable[..., int]) -> Callable[..., int]:
    """Return a way to write for which the disk is full within one file."""

    def write_text(path: Path, text: str, **options: str) -> int:
        if name in path.name:
            write(path, text[:100], **options)
            raise OSError(ENOSPC, "No space left on device")
        return write(path, text, **options)

    return write_text


def test_what_was_remarked_at_each_import_comes_into_the_material(
    kept: Path, settings: Settings, tmp_path: Path
) -> None:
    wider = tmp_path / "wider.csv"
    wider.write_text("person,q,extra\n0,1,x\n99,9,x\n")
    import_responses(kept, Source(wider, good_rows_only=True), settings, now=NOON)
    assess_wave(WAVE, settings, now=NOON)
    with opened(settings) as store, store.reading() as connection:
        material = load_material(connection, WAVE, now=NOON)
    unused, kept_already = material.notes
    assert unused.startswith("Columns of the file that are not used: 1 (extra).")
    assert kept_already == ("1 response is kept already with other answers; it stays as it was.")
    assert [one.respondent for one in material.exclusions] == ["99"]


def test_wave_with_answers_after_its_verdicts_has_no_report(
    kept: Path, settings: Settings, answers: Answers
) -> None:
    assess_wave(WAVE, settings, now=NOON)
    write_report(WAVE, settings, now=NOON)
    import_responses(kept, answers(*"12" * 40, replace=True), settings, now=NOON)
    with pytest.raises(StoreError, match="todenna report shop --wave 1"):
        write_report(WAVE, settings, now=NOON)
