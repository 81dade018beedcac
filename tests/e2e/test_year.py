"""A study that repeats for a year, its heart killed: exactly the waves and mails that have to be.

The short form of `python -m tests.e2e.year`, of which benchmarks/README.md has the figures.
"""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.conftest import ENGINES
from tests.e2e.proving import prove
from tests.e2e.year_expected import answers_at, expected_messages, expected_waves

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("killed")]

CONTACTS, KILLS = 100, 8
GIVEN = ("--contacts", CONTACTS, "--kills", KILLS, "--hours", 24)


@pytest.fixture(scope="module", params=ENGINES)
def report(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """Return what came of a year in which the heart was killed again and again."""
    found: dict[str, Any] = prove(request, "year", tmp_path_factory.mktemp("year"), *GIVEN)
    return found


def test_waves_mails_and_answers_are_exactly_those_of_the_list(report: dict[str, Any]) -> None:
    assert (report["wrong"], report["missing"], report["too many"]) == ([], [], [])
    assert report["messages"]["invite"] == 4 * CONTACTS * 3 // 10
    assert report["messages"]["digest"] == 8


def test_heart_was_killed_at_work(report: dict[str, Any]) -> None:
    assert sum(report["kills"].values()) >= KILLS // 2
    assert {"advance", "deliver"} & set(report["kills"])


def test_list_to_compare_with_was_reckoned_by_the_calendar() -> None:
    assert [(one.name, one.opens_at) for one in expected_waves()] == [
        ("2026-11-30", datetime(2026, 11, 30, 7, tzinfo=UTC)),
        ("2027-02-28", datetime(2027, 2, 28, 7, tzinfo=UTC)),
        ("2027-05-30", datetime(2027, 5, 30, 6, tzinfo=UTC)),
        ("2027-08-30", datetime(2027, 8, 30, 6, tzinfo=UTC)),
    ]


def test_list_to_compare_with_reminds_those_who_have_not_answered() -> None:
    wave = expected_waves()[0]
    people = [f"c{number}" for number in range(200)]
    messages = expected_messages({wave.name: people})
    never = [one for one in people if answers_at(one, wave) is None]
    assert all(messages[wave.name, "remind-2", one] == 1 for one in never)
    assert 100 < len(never) < 140
    assert messages.total() < 3 * len(people) + 8
