"""What is printed of events and of what became of them."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CADENCE = (
    "cadence: {event: bought, after: [14 days], until_event: [ended], zone: Europe/Helsinki}\n"
)
EVENT = ("emit", "bought", "--contact", "c1", "--at", "2026-11-01T09:00")


@pytest.fixture
def care(run: Run, asking: Path, people: Path, home: Path) -> Path:
    """Return a study that follows up a purchase; its list of contacts is kept."""
    assert not (home / "studies").exists()
    run("contacts", "import", people, "--basis", "consent")
    asking.write_text(asking.read_text() + CADENCE)
    run("recur", "start", asking)
    return asking


def test_an_event_is_told_once_and_shown(run: Run, care: Path) -> None:
    assert care.exists()
    zone = ("--zone", "Europe/Helsinki", "--attribute", "plan=pro")
    assert run(*EVENT, *zone).out == "Events told: 1, of them new: 1.\n"
    assert "of them new: 0, known: 1" in run(*EVENT, *zone).out
    assert "Contacts in no list: 1" in run("emit", "bought", "--contact", "stranger").out
    shown = run("events", "shop").out
    assert "bought: 2 events, 1 of contacts in no list, the first on 2026-11-01" in shown
    assert "day-14" in shown
    assert "day-14: " in run("events", "shop", "--contact", "c1").out
    content = json.loads(run("events", "shop", "--json").out)
    assert [one["name"] for one in content["events"]] == ["bought"]


def test_what_never_happened_is_named(run: Run, care: Path) -> None:
    assert care.exists()
    assert "None of these happened yet: bought, ended." in run("events", "shop").out


def test_many_are_told_from_a_file(run: Run, care: Path) -> None:
    path = care.parent / "bought.csv"
    path.write_text("contact,at,key\nc1,2026-11-01T09:00,k1\nc2,2026-11-02T09:00,k2\n")
    assert run("emit", "bought", "--file", path).out == "Events told: 2, of them new: 2.\n"
    assert "of them new: 0, known: 2" in run("emit", "bought", "--file", path).out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("emit", "bought"), "must be the name of an event and --contact, or --file"),
        ((*EVENT, "--attribute", "plan"), "must be a pair such as plan=pro"),
        (("emit", "no name", "--contact", "c1"), "Nothing was kept"),
        (("events", "shop", "--contact", "nobody"), "found none of this name or address"),
    ],
)
def test_what_cannot_be_told_is_said(
    run: Run, care: Path, arguments: tuple[str, ...], expected: str
) -> None:
    assert care.exists()
    done = run(*arguments)
    assert done.code == 1
    assert expected in " ".join(done.err.split())


def test_a_key_is_shown_with_its_sha256(run: Run) -> None:
    lines = run("event-key").out.splitlines()
    key, sha256 = (line.rpartition(" ")[2] for line in lines[:2])
    assert hashlib.sha256(key.encode()).hexdigest() == sha256
    assert run("event-key").out.splitlines()[0] != lines[0]
