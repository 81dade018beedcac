"""Whoever kills the sender, the heartbeat or the settlement: each message has one copy or is held.

The short form of `python -m tests.e2e.mailing`, of which docs/operations.md has the figures.
"""

from typing import Any

import pytest

from tests.conftest import ENGINES
from tests.e2e.proving import prove

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("killed")]

CONTACTS, KILLS = 50, 6  # on each engine
GIVEN = ("--contacts", CONTACTS, "--kills", KILLS, "--seed", 7, "--deaf-from", "remind-2")


@pytest.fixture(scope="module", params=ENGINES)
def report(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """Return what came of a wave whose processes were killed, the last step without evidence."""
    found: dict[str, Any] = prove(request, "mailing", tmp_path_factory.mktemp("mail"), *GIVEN)
    return found


def test_each_message_has_one_copy_or_is_held(report: dict[str, Any]) -> None:
    assert report["wrong"] == []
    assert set(report["ends"]) <= {"sent", "held"}
    assert sum(report["ends"].values()) > 2 * CONTACTS


def test_every_step_was_killed_and_the_service_made_trouble(report: dict[str, Any]) -> None:
    assert set(report["kills"]) == {"advance", "send", "settle"}
    assert sum(report["kills"].values()) >= KILLS
    assert sum(report["troubles"].values()) > 0


def test_what_the_service_told_was_heard(report: dict[str, Any]) -> None:
    # Of each mail of the steps in which somebody listened: processed and delivered.
    assert report["told"] >= 2 * report["heard_of"] > 0
