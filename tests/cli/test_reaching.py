"""Who got what, as a table and as a file; and what is erased."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from validation.cli.reaching import read_columns

Run = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("launched")


def test_who_got_what_is_shown_for_one_and_for_all(run: Run) -> None:
    run("deliver")
    lines = json.loads(run("who", "--json").out)
    # each of the thirty has an invitation and two reminders to tell of
    assert len(lines) == 90
    asked = {one["contact"] for one in lines if one["outcome"] == "sent"}
    assert len(asked) == 20
    out = run("who", f"{min(asked)}@example.com").out
    assert "invite" in out
    assert "sent" in out
    assert "not due" in out
    assert "not drawn" in run("who", min({one["contact"] for one in lines} - asked)).out


def test_all_of_it_is_written_as_a_table(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "who.csv"
    assert "90 lines written to" in run("who", "--out", out).out
    header, *rows = out.read_text(encoding="utf-8-sig").splitlines()
    assert header == "study,wave,contact,step,outcome,reason,at,until,detail"
    assert len(rows) == 90


def test_a_wave_that_is_not_there_is_an_error(run: Run) -> None:
    told = run("who", "--wave", "9")

    assert told.code == 1
    assert "wave 9 of study any: found none that was fielded" in told.err


def test_a_contact_is_erased_once_and_may_be_tried_before(run: Run) -> None:
    tried = run("erase", "c0@example.com", "--dry-run").out
    assert "0 responses, 0 drafts and 0 links would be erased" in tried
    assert "are erased" in run("erase", "c0@example.com").out
    again = run("erase", "c0@example.com")
    assert again.code == 1
    assert "contact: found none of this name or address" in again.err
    assert "c0@example.com" not in again.err


def test_a_contact_that_was_erased_is_not_kept_again(run: Run, people: Path) -> None:
    run("erase", "c0")
    out = run("contacts", "import", people, "--basis", "consent").out
    assert "1 erased before and not kept again" in out


def test_nothing_is_past_its_time_yet(run: Run) -> None:
    for options in (["--dry-run"], []):
        assert "Nothing is kept for longer than the studies say." in run("purge", *options).out


def test_columns_are_read_from_what_they_are() -> None:
    assert read_columns(["address=E-mail", "region = Alue"]) == {
        "E-mail": "address",
        "Alue": "region",
    }
