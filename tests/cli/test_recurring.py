"""What is printed of studies that repeat."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from validation.cli import recurring

Run = Callable[..., Any]
CADENCE = "cadence: {rrule: FREQ=MONTHLY, start: 2099-03-01T09:00, zone: Europe/Helsinki}\n"


@pytest.fixture
def repeating(run: Run, asking: Path, people: Path, home: Path) -> Path:
    """Return a study with a cadence; its list of contacts is kept."""
    assert not (home / "studies").exists()
    run("contacts", "import", people, "--basis", "consent")
    asking.write_text(asking.read_text() + CADENCE)
    return asking


def at(monkeypatch: pytest.MonkeyPatch, time: str) -> None:
    moment = datetime.fromisoformat(time).replace(tzinfo=UTC)
    for module in (recurring, recurring_launching()):
        monkeypatch.setattr(module, "now", lambda: moment)


def recurring_launching() -> Any:  # noqa: ANN401 (a module)
    from validation.cli import launching  # noqa: PLC0415 (as the command does)

    return launching


def test_study_is_started_watched_and_stopped(run: Run, repeating: Path) -> None:
    started = run("recur", "start", repeating, "--invitations", "12").out
    assert "Study shop repeats from now on." in started
    assert "Next waves: 2099-03-01 07:00 UTC, 2099-04-01 06:00 UTC, 2099-05-01" in started
    assert "Study shop repeats since 2" in run("recur", "start", repeating).out

    shown = run("waves", "shop", "--coming", "1").out
    assert "2099-03-01" in shown
    assert "comes" in shown
    content = json.loads(run("waves", "shop", "--json").out)
    assert [one["name"] for one in content["lines"]][:2] == ["2099-03-01", "2099-04-01"]

    assert (
        "Study shop repeats no more; waves that are there go on."
        in run("recur", "stop", "shop").out
    )
    assert "Study shop did not repeat." in run("recur", "stop", "shop").out
    assert "Study shop repeats no more since" in run("waves", "shop").out


def test_wave_that_is_held_is_told_released_or_skipped(
    run: Run, repeating: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("recur", "start", repeating, "--invitations", "12")
    at(monkeypatch, "2099-03-08T09:00")
    assert "todenna wave release shop --wave 2099-03-01" in run("waves", "shop").out
    beat = run("advance").out
    assert "Held, too late by now: make of wave 2099-03-01 of study shop" in beat
    assert "todenna wave release shop --wave 2099-03-01, or todenna wave skip." in beat
    made = run("wave", "release", "shop", "--wave", "2099-03-01").out
    assert "Wave 2099-03-01 of study shop is made and opens 2099-03-08 09:00 UTC" in made
    at(monkeypatch, "2099-04-08T09:00")
    assert "will not be made" in run("wave", "skip", "shop", "--wave", "2099-04-01").out
    assert "found none that is held" in run("wave", "skip", "shop", "--wave", "2099-04-01").err


def test_beat_tells_of_the_wave_that_it_made(
    run: Run, repeating: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("recur", "start", repeating, "--invitations", "12")
    at(monkeypatch, "2099-03-01T07:01")
    beat = run("advance").out
    assert "Wave 2099-03-01 of study shop." in beat
    assert "12 of 30 contacts are drawn" in beat
    assert "2099-03-01 of study shop: invite done: 12 messages wait in the outbox." in beat


@pytest.mark.usefixtures("launched")
def test_study_that_does_not_repeat_is_told_how_to(run: Run) -> None:
    assert "Study shop does not repeat: todenna recur start lets it." in run("waves", "shop").out
    assert "by hand" not in run("waves", "shop").out


def test_waves_around_a_measure_name_what_they_are_compared_with(
    run: Run, repeating: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure = "cadence: {measure: spring, on: 2099-03-01, before: [7 days], after: [7 days]}\n"
    repeating.write_text(repeating.read_text().replace(CADENCE, measure))
    run("recur", "start", repeating, "--invitations", "12")
    at(monkeypatch, "2099-02-22T09:01")
    run("advance")
    shown = " ".join(run("waves", "shop").out.split())
    assert "the measure (before it)" in shown
    assert "the measure (after it, compared with 2099-02-22)" in shown
