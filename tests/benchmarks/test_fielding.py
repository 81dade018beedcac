"""The benchmark of respondents runs, and would say if an answer were lost."""

import os
import shutil
from pathlib import Path

import pytest

from benchmarks.fielding.scenes import Size, burst, rates, thinking
from benchmarks.fielding.waves import Opened, open_wave
from validation.settings import Settings, read_settings

SMALL = Size(people=4, seconds=1, burst=6, invited=900, hammered=1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"TODENNA_HOME": str(tmp_path)})


def test_a_burst_is_accounted_for(settings: Settings) -> None:
    lines = [*burst(settings, SMALL)]

    assert lines[-1] == "all 6 responses kept, every answer as it was given"
    assert any(line.startswith("0 requests failed of ") for line in lines)


def test_an_answer_that_is_not_as_it_was_given_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def otherwise(settings: Settings, *given: int, **named: object) -> Opened:
        opened = open_wave(settings, *given, **named)  # type: ignore[arg-type]  # as it was called
        opened.invited[0].answers["reached"] = ["nowhere"]
        return opened

    monkeypatch.setattr("benchmarks.fielding.scenes.open_wave", otherwise)

    assert [*burst(settings, SMALL)][-1].startswith("WRONG: 6 responses kept, 5 as they were given")


@pytest.mark.slow
def test_people_who_think_finish_what_they_began(settings: Settings) -> None:
    assert [*thinking(settings, SMALL)][-1].endswith("every answer as it was given")


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("wrk") is None and not os.environ.get("CI"),
    reason="wrk is not installed; `apt-get install wrk` brings it",
)
def test_forms_that_were_answered_are_kept(settings: Settings) -> None:
    lines = [*rates(settings, SMALL)]

    assert [line.partition(":")[0] for line in lines][:2] == [
        "GET of a page",
        "POST of a form, kept",
    ]
    assert not any("WRONG" in line for line in lines)
