"""A study is kept with its plan, and its questionnaire written as pages."""

from pathlib import Path

import pytest

from tests.steps.conftest import MORNING, NOON
from validation.errors import FileError
from validation.settings import Settings
from validation.steps import generate_survey, read_status


def test_questionnaire_is_written_a_page_a_language(study: Path, settings: Settings) -> None:
    generated = generate_survey(study, settings, now=MORNING)
    assert [page.name for page in generated.pages] == ["en.html", "fi.html"]
    assert '<html lang="fi"' in generated.pages[1].read_text(encoding="utf-8")


def test_same_file_adds_nothing_and_the_plan_keeps_its_time(
    study: Path, settings: Settings
) -> None:
    first = generate_survey(study, settings, now=MORNING)
    second = generate_survey(study, settings, now=NOON)
    assert first == second
    [kept] = read_status(settings).studies
    assert (kept.versions, kept.plan_made_at) == (1, MORNING)


def test_changed_file_is_another_version(study: Path, settings: Settings) -> None:
    generate_survey(study, settings, now=MORNING)
    study.write_text(study.read_text().replace("at_least: 3", "at_least: 4"))
    assert generate_survey(study, settings, now=NOON).version == 2


def test_folder_that_cannot_be_made_is_told(study: Path, nowhere: Settings) -> None:
    nowhere.home.parent.mkdir(exist_ok=True)
    nowhere.home.write_text("a file in the way")
    with pytest.raises(FileError, match="cannot be written"):
        generate_survey(study, nowhere, now=MORNING)
