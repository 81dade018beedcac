"""Prefect is told of each event once, and of nobody."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from validation.settings import read_settings
from validation.steps import list_unsent
from validation.store import DomainEvent, open_store, save_events

pytestmark = pytest.mark.xdist_group("prefect")

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def emitted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, str], dict[str, Any]]]:
    """Note what Prefect is told."""
    from flows import relaying

    told: list[tuple[str, dict[str, str], dict[str, Any]]] = []

    def note(event: str, resource: dict[str, str], **more: Any) -> None:  # noqa: ANN401 (Prefect's own)
        told.append((event, resource, more))

    monkeypatch.setattr(relaying, "emit_event", note)
    return told


def keep(home: Path, *names: str) -> None:
    events = [DomainEvent(f"{one} of anna", one, "anna@example.com", NOW) for one in names]
    address = read_settings({"TODENNA_HOME": str(home)}).database
    with open_store(address) as store, store.transaction() as connection:
        save_events(connection, events, now=NOW)


def test_each_event_is_told_once_and_one_run_is_started(
    home: Path, emitted: list[tuple[str, dict[str, str], dict[str, Any]]]
) -> None:
    from flows.relaying import relay_events

    keep(home, "order.paid", "cart.left")
    assert relay_events(starting=True) == 2
    assert [name for name, _, _ in emitted] == [
        "todenna.event",
        "todenna.event",
        "todenna.events.came",
    ]
    assert emitted[0][1]["prefect.resource.name"] == "order.paid"
    assert emitted[0][2]["occurred"] == NOW
    assert "anna" not in str(emitted)
    assert relay_events(starting=True) == 0
    assert len(emitted) == 3


def test_a_heartbeat_tells_and_starts_nothing(
    home: Path, emitted: list[tuple[str, dict[str, str], dict[str, Any]]]
) -> None:
    from flows.relaying import relay_events

    keep(home, "order.paid")
    assert relay_events(starting=False) == 1
    assert [name for name, _, _ in emitted] == ["todenna.event"]


def test_the_relay_goes_on_after_an_error_of_the_database(
    home: Path,
    emitted: list[tuple[str, dict[str, str], dict[str, Any]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from flows.relaying import keep_relaying

    keep(home, "order.paid")
    monkeypatch.setenv("TODENNA_DATABASE", f"sqlite:///{home}")  # a folder

    async def relay() -> None:
        relaying = asyncio.create_task(keep_relaying(every=0.01))
        async with asyncio.timeout(30):
            while list_unsent(read_settings({"TODENNA_HOME": str(home)})):
                monkeypatch.delenv("TODENNA_DATABASE", raising=False)
                await asyncio.sleep(0.05)
        relaying.cancel()

    asyncio.run(relay())
    assert [name for name, _, _ in emitted] == ["todenna.event", "todenna.events.came"]
