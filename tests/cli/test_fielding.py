"""The way of a person who fields a study by commands: list, launch, advance, deliver, watch."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.usefixtures("home")
def test_from_a_list_of_contacts_to_mail_in_a_folder(
    run: Run, asking: Path, people: Path, home: Path
) -> None:
    kept = run("contacts", "import", people, "--basis", "consent").out
    assert "List contacts: 30 contacts, 30 of them new." in kept

    launched = run("launch", asking, "--invitations", "20").out
    assert "Wave 1 of study shop." in launched
    assert "20 of 30 contacts are drawn" in launched
    assert "north" in launched
    assert "Next: todenna advance" in launched

    assert "Nothing is due." in run("advance").out
    assert "20 sent, 0 refused, 0 wait, 0 unknown." in run("deliver").out
    assert len(list((home / "outbox").glob("*/message.html"))) == 20
    assert "0 sent" in run("deliver").out


@pytest.mark.usefixtures("launched")
def test_how_far_a_wave_is_is_shown_to_people_and_programs(run: Run) -> None:
    run("deliver")
    shown = run("fieldwork", "shop").out
    assert "Wave 1 of study shop · open" in shown
    assert "0 began, 0 answered, 0 in part, 0 declined" in shown
    assert "nothing returned" in shown
    content = json.loads(run("fieldwork", "shop", "--json").out)
    assert (content["state"], content["invited"]) == ("open", 20)
    assert content["dispositions"]["nothing_returned"] == 20


@pytest.mark.usefixtures("launched")
def test_a_wave_is_extended_closed_and_cancelled_by_commands(run: Run) -> None:
    assert "must be after the closing" in run("wave", "extend", "shop", "2020-01-01").err
    assert "closes 2099-01-01 00:00 (UTC)" in run("wave", "extend", "shop", "2099-01-01").out
    assert "Wave 1 of study shop is closed." in run("wave", "close", "shop").out
    done = run("wave", "cancel", "shop")
    assert done.code == 1
    assert "wave: found closed, must be" in done.err


@pytest.mark.usefixtures("launched")
def test_a_step_is_skipped_or_released_by_its_name(run: Run) -> None:
    assert "remind-1 is skipped" in run("wave", "skip", "shop", "remind-1").out
    assert "remind-2 is released" in run("wave", "release", "shop", "remind-2").out
    assert "step: found 'remind-9', must be one of" in run("wave", "skip", "shop", "remind-9").err


def test_what_is_wrong_is_told_and_nothing_is_kept(run: Run, asking: Path, home: Path) -> None:
    done = run("launch", asking)
    assert done.code == 1
    assert "list of contacts: found none of the name shop, there is none yet." in done.err
    assert "wave 1 of study shop: found nothing kept" in run("fieldwork", "shop").err
    assert not (home / "studies").exists()
