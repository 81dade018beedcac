"""What is printed of a launch and of a beat."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_times_are_shown_by_the_clocks_of_the_zone(run: Run, asking: Path, launched: Path) -> None:
    assert launched.exists()
    arguments = ["launch", asking, "--wave", "2", "--opens-at", "2099-03-01T09:00"]
    out = run(*arguments, "--zone", "Europe/Helsinki", "--invitations", "4").out
    assert "Opens 2099-03-01 09:00 (Europe/Helsinki), closes 2099-03-15 09:00" in out
    assert "Reminders: 2099-03-08 09:00 (Europe/Helsinki), 2099-03-14 09:00" in out


@pytest.mark.usefixtures("launched")
def test_a_second_launch_says_that_nothing_was_drawn_again(run: Run, asking: Path) -> None:
    out = run("launch", asking, "--seed", "9").out
    assert "Wave 1 of study shop, launched before; nothing was drawn again." in out


@pytest.mark.usefixtures("launched")
def test_a_pilot_has_its_own_name(run: Run, asking: Path) -> None:
    out = run("launch", asking, "--pilot", "--invitations", "4").out
    assert "Pilot wave pilot of study shop." in out


@pytest.mark.usefixtures("home")
def test_an_open_link_is_shown_once(run: Run, asking: Path) -> None:
    asking.write_text(asking.read_text().replace("mode: invite", "mode: open_link"))
    assert "Open link, shown this once: http://127.0.0.1:8700/o/" in run("launch", asking).out
    assert "/o/" not in run("launch", asking).out
    assert "http://127.0.0.1:8700/o/" in run("wave", "link", "shop").out


@pytest.mark.usefixtures("launched")
def test_a_wave_that_invites_by_name_has_no_open_link(run: Run) -> None:
    done = run("wave", "link", "shop")
    assert done.code == 1
    assert "wave 1 of study shop: found one without open links" in done.err


@pytest.mark.usefixtures("home")
def test_too_few_contacts_are_told(run: Run, asking: Path, people: Path) -> None:
    run("contacts", "import", people, "--basis", "consent")
    out = " ".join(run("launch", asking).out.split())
    assert "30 of 30 contacts are drawn" in out
    assert "Note: " in out
    assert "the list has 30: about 7 answers can be expected." in out
