"""Several machines: a Prefect server on PostgreSQL, a pool, two workers, of which one is lost.

All of it is asked of Prefect's own interface. The tests stand in the order in which things happen;
what takes long (a lost run is noticed after 40 s) goes on while the others look at the rest.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from tests.servers.asking import PrefectApi, until
from tests.servers.machines import Machine, running_machine
from tests.servers.postgres import new_database
from tests.servers.prefect import PrefectServer, running_prefect
from validation.mail import Message
from validation.settings import Settings, read_settings
from validation.steps import ContactSource, import_contacts, read_mail
from validation.store import DomainEvent, WaveKey, load_invitations, open_store, save_events

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

NOW = datetime.now(UTC)  # noqa: TID251 (a server has its own clock)
LOST_AFTER = 40
OVER = ("Completed", "Failed", "Crashed", "Cancelled")
STUDY = """study: shop
stages: [{id: use, title: Use}]
items: [{id: q, stage: use, text: Q?, type: rating, scale: {from: 1, to: 5}}]
hypotheses: [{id: h, says: H, claim: {kind: level, item: q, at_least: 3}}]
fieldwork: {mode: invite, invitations: 20}
privacy: {controller: {name: Shop, contact: privacy@example.com}, purpose: to do better}
"""


@dataclass(frozen=True)
class System:
    """All that runs: the server, what it says, Todenna's settings, and the two workers."""

    server: PrefectServer
    api: PrefectApi
    settings: Settings
    workers: dict[str, Machine]
    late: tuple[str, ...]
    seconds: float  # that the command took


@pytest.fixture(scope="module")
def system(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Set up what docs/operations.md says: databases, server, deployments, two workers."""
    folder = tmp_path_factory.mktemp("orchestration")
    with ExitStack() as stack:
        prefect, todenna = (stack.enter_context(new_database(postgres)) for _ in range(2))
        server = stack.enter_context(
            running_prefect(
                folder,
                prefect=prefect,
                todenna=todenna,
                more={"TODENNA_OPERATOR": "operator@example.com"},
            )
        )
        api = PrefectApi(server.address)
        settings = read_settings(
            {name: one for name, one in server.environment.items() if name.startswith("TODENNA_")}
        )
        prepare(folder, settings)
        begun = time.monotonic()
        deploy(server, "shop.yaml", "--lost-after", str(LOST_AFTER))
        seconds = time.monotonic() - begun
        # As after half an hour without a worker.
        late = tuple(
            api.start("advance-waves/by-clock", {}, due=NOW - timedelta(minutes=5 * number))
            for number in range(1, 5)
        )
        workers = {
            name: stack.enter_context(server.worker(name, "todenna")) for name in ("one", "two")
        }
        relay = stack.enter_context(running_machine("relay", server.environment, folder))
        relay.start([sys.executable, "-m", "flows", "relay"], "relay.log")
        yield System(server, api, settings, workers, late, seconds)


def prepare(folder: Path, settings: Settings) -> None:
    """Write a study, and keep whom to ask."""
    (folder / "shop.yaml").write_text(STUDY)
    people = folder / "people.csv"
    people.write_text("email\n" + "".join(f"c{at}@example.com\n" for at in range(60)))
    import_contacts(ContactSource(people, basis="consent"), settings, now=NOW)


def deploy(server: PrefectServer, *arguments: str) -> str:
    """Register by the command what is to run, and return what it says."""
    command = [sys.executable, "-m", "flows", "deploy", *arguments]
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=server.folder,
        env=dict(server.environment),
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def interrupted(system: System) -> str:
    """Lose the machine of a run in the middle of it, and return the id of the run."""
    with locked(system.settings):
        run = system.api.start("launch-wave/shop", {"wave": "1"})
        system.api.await_state(run, ["Running"])
        until(lambda: waiting_for_lock(system.settings))
        (machine,) = (one for one in system.workers.values() if one.has(run))
        machine.lose()
    return run


def test_missed_beats_are_made_up_for_by_one(system: System, interrupted: str) -> None:
    del interrupted
    states = [system.api.await_state(run, OVER)["state_name"] for run in system.late]

    assert "Completed" in states
    assert set(states) <= {"Completed", "Cancelled"}


def test_an_event_starts_the_heartbeat(system: System, interrupted: str) -> None:
    del interrupted
    before = {one["id"] for one in system.api.runs("advance-waves/by-clock")}
    happened = DomainEvent("order-1", "order.paid", "c1@example.com", NOW)
    with open_store(system.settings.database) as store, store.transaction() as connection:
        assert save_events(connection, [happened], now=NOW) == 1

    def started() -> list[str]:
        runs = system.api.runs("advance-waves/by-clock")
        return [
            one["id"]
            for one in runs
            if one["id"] not in before and (one["created_by"] or {}).get("type") == "AUTOMATION"
        ]

    (run,) = until(started)
    assert system.api.await_state(run, OVER)["state_name"] in ("Completed", "Cancelled")


def test_a_failed_run_is_told_to_the_operator(system: System, interrupted: str) -> None:
    del interrupted
    run = system.api.start("validate-wave/shop", {"wave": "none"})
    assert system.api.await_state(run, OVER)["state_name"] == "Failed"
    (message,) = until(lambda: read_mail_to(system.settings, "operator@example.com"))

    assert message.subject == "Todenna: validate-wave/shop is failed"
    assert run in message.text


def test_a_schedule_fires(system: System, interrupted: str) -> None:
    del interrupted
    automations = len(system.api.automations())
    soon = datetime.now(UTC) + timedelta(seconds=10 + 2 * system.seconds)  # noqa: TID251 (the same)
    schedule = f"{{rrule: FREQ=DAILY, start: {soon:%Y-%m-%dT%H:%M:%S}, zone: UTC}}"
    repeated = STUDY.replace("study: shop", "study: repeated") + f"cadence: {schedule}\n"
    (system.server.folder / "repeated.yaml").write_text(repeated)
    said = deploy(system.server, "repeated.yaml", "--lost-after", str(LOST_AFTER))

    def fired() -> list[str]:
        runs = system.api.runs("field-study/repeated")
        return [
            one["id"] for one in runs if one["auto_scheduled"] and one["state_name"] == "Completed"
        ]

    (run,) = until(fired)
    due = datetime.fromisoformat(system.api.run(run)["expected_start_time"])
    assert abs(due - soon) < timedelta(seconds=1)
    # Deployed a second time, the rest is as it was, and what is not named stays until it is pruned.
    assert len(system.api.automations()) == automations
    assert "surplus     field-study/shop (--prune removes it)" in said


def test_a_run_whose_machine_was_lost_is_finished_by_the_other(
    system: System, interrupted: str
) -> None:
    run = system.api.await_state(interrupted, ["Completed"])

    assert run["run_count"] == 2
    states = system.api.states(interrupted)
    assert [one for one in states if one in ("Running", "Crashed", "Again", "Completed")] == [
        "Running",
        "Crashed",
        "Again",
        "Running",
        "Completed",
    ]
    with open_store(system.settings.database) as store, store.reading() as connection:
        invited = load_invitations(connection, WaveKey("shop", "1"))
    assert len(invited) == 20


@contextmanager
def locked(settings: Settings) -> Iterator[None]:
    """Keep others from inviting, so that a run stands still in the middle."""
    with psycopg.connect(settings.database) as connection:
        connection.execute("LOCK TABLE invitation IN SHARE MODE")
        yield


def waiting_for_lock(settings: Settings) -> bool:
    """Say whether somebody waits for a lock in the database."""
    query = """SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'"""
    with psycopg.connect(settings.database) as connection:
        found = connection.execute(query).fetchone()
    return found is not None and found[0] > 0


def read_mail_to(settings: Settings, address: str) -> list[Message]:
    return [one for one in read_mail(settings) if one.to == address]
