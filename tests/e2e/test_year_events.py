"""Customers are followed up for a year while the heart is killed: exactly as they have to be.

The short form of `python -m tests.e2e.year_events`, of which benchmarks/README.md has the figures.
"""

from datetime import timedelta
from typing import Any

import pytest

from tests.conftest import ENGINES
from tests.e2e.proving import prove
from tests.e2e.year import BEGIN
from tests.e2e.year_happened import Life, live_through

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("killed")]

CONTACTS, KILLS = 100, 6
GIVEN = ("--contacts", CONTACTS, "--kills", KILLS, "--hours", 24)
BEATS = tuple(BEGIN + timedelta(days=number) for number in range(360))


@pytest.fixture(scope="module", params=ENGINES)
def report(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """Return what came of a year of events in which the heart was killed."""
    found: dict[str, Any] = prove(request, "year_events", tmp_path_factory.mktemp("events"), *GIVEN)
    return found


def test_follow_ups_drops_and_stops_are_exactly_those_of_the_list(report: dict[str, Any]) -> None:
    assert (report["wrong"], report["missing"], report["too many"]) == ([], [], [])
    assert {*report["ends"]} == {"invited", "dropped", "stopped", "budget", "repeated"}
    assert report["messages"]["invite"] == report["ends"]["invited"]


def test_heart_was_killed_at_work(report: dict[str, Any]) -> None:
    assert sum(report["kills"].values()) >= KILLS // 2


def test_list_to_compare_with_follows_up_whoever_stays_a_customer() -> None:
    bought = (BEGIN + timedelta(hours=2),)
    life = Life("c", bought, None, timedelta(0), ("customer", "customer"), answers=False)
    fate = live_through(life, BEATS, timedelta(0))
    assert fate.ends == {(0, "day-14"): "invited", (0, "day-90"): "invited"}
    assert [(wave, step) for wave, step, _ in fate.messages] == [
        ("2026-12-day-14", "invite"),
        ("2026-12-day-14", "remind-1"),
        ("2026-12-day-14", "remind-2"),
        ("2027-02-day-90", "invite"),
        ("2027-02-day-90", "remind-1"),
        ("2027-02-day-90", "remind-2"),
    ]


def test_list_to_compare_with_stops_whoever_left() -> None:
    bought = (BEGIN + timedelta(hours=2),)
    left = Life("c", bought, None, timedelta(0), ("left", "left"), answers=False)
    assert live_through(left, BEATS, timedelta(0)).ends == {
        (0, "day-14"): "stopped",
        (0, "day-90"): "stopped",
    }
