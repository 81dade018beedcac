"""The outbox at the command: mail that may have left waits for a person, who decides."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from validation.cli.clock import now
from validation.settings import read_settings
from validation.steps.keeping import opened
from validation.store import Settlement, claim_mailings, settle_messages

Run = Callable[..., Any]


@pytest.fixture
def held(run: Run, launched: Path) -> list[str]:
    """Hold two messages for a person; return their references."""
    assert launched.exists()
    with opened(read_settings()) as store, store.transaction() as connection:
        claimed = claim_mailings(connection, 2, now=now())
        held = [Settlement(one.key, "held", "the service did not answer") for one in claimed]
        settle_messages(connection, held, now=now())
    run("deliver")
    return [one["reference"] for one in json.loads(run("mail", "list", "--json").out)]


def test_what_may_have_left_is_listed_and_never_sent_by_itself(run: Run, held: list[str]) -> None:
    out = run("mail", "list").out
    assert len(held) == 2
    assert "held" in out
    assert "the service did not answer" in " ".join(out.split())
    assert "0 sent" in run("deliver").out


def test_a_person_lets_one_leave_and_gives_the_other_up(run: Run, held: list[str]) -> None:
    assert "1 messages wait again" in run("mail", "release", held[0]).out
    assert "1 sent" in run("deliver").out
    assert "1 messages are given up" in run("mail", "abandon", held[1]).out
    assert "No mail waits for a person." in run("mail", "list").out


def test_all_that_waits_is_held_after_a_backup_was_restored(run: Run, launched: Path) -> None:
    assert launched.exists()
    waiting = int(run("mail", "hold").out.split()[0])
    assert waiting > 0
    listed = json.loads(run("mail", "list", "--json").out)
    assert {(one["state"], one["kind"]) for one in listed} == {("held", "fieldwork")}
    assert len({one["key"] for one in listed}) == waiting
    assert "@" not in run("mail", "list").out
    assert "0 sent" in run("deliver").out
    assert f"{waiting} messages wait again" in run("mail", "release", "--all").out
    assert f"{waiting} sent" in run("deliver").out


def test_all_that_are_held_may_be_named_at_once(run: Run, held: list[str]) -> None:
    assert f"{len(held)} messages are given up" in run("mail", "abandon", "--all").out


@pytest.mark.usefixtures("held")
def test_a_reference_that_is_not_held_is_told_and_nothing_is_changed(run: Run) -> None:
    done = run("mail", "release", "abc")
    assert done.code == 1
    assert "reference: found 'abc', must be the reference of a message that is held" in done.err
