"""Several machines: a Prefect server on PostgreSQL, a pool, two workers, of which one is lost.

All of it is asked of Prefect's own interface. The tests stand in the order in which things happen;
what takes long (a lost run is noticed after 40 s) goes on while the others look at the rest.
"""

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from tests.servers.asking import until
from tests.servers.commands import run
from tests.servers.machines import running_machine
from tests.servers.system import NOW, SOONER, STUDY, System, running_system
from validation.mail import Message
from validation.settings import Settings, read_settings
from validation.steps import read_status
from validation.store import (
    DomainEvent,
    WaveKey,
    load_invitations,
    load_messages,
    open_store,
    save_events,
)

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

OVER = ("Completed", "Failed", "Crashed", "Cancelled")
WAVE = "2027-03"
POOL = "todenna"


@pytest.fixture(scope="module")
def system(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Start databases, server, two workers and the relay, as docs/operations.md says."""
    with running_system(postgres, tmp_path_factory.mktemp("orchestration")) as started:
        yield started


@pytest.fixture(scope="module")
def interrupted(system: System) -> str:
    """Lose the machine of a run in the middle of it, and return the id of the run."""
    for missed in system.missed:
        system.api.await_state(missed, OVER)  # else it may be lost with the machine
    with locked(system.settings):
        system.run("prefect --no-prompt deployment run")
        (run,) = (one["id"] for one in system.api.runs("launch-wave/shop"))
        system.api.await_state(run, ["Running"])
        until(lambda: waiting_for_lock(system.settings))
        (machine,) = (one for one in system.workers if one.has(run))
        machine.lose()
    return str(run)


@pytest.fixture(scope="module")
def forgotten(system: System, interrupted: str) -> str:
    """Return the id of a run that is due, and whose pool has no worker."""
    del interrupted  # the machine that is lost must not be the one that tells of it
    system.api.move("purge/by-hand", "nobody")
    return system.api.start("purge/by-hand", {}, due=NOW)


@pytest.mark.usefixtures("forgotten")
def test_missed_beats_are_made_up_for_by_one(system: System, interrupted: str) -> None:
    del interrupted
    states = [system.api.await_state(run, OVER)["state_name"] for run in system.missed]

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
    message = await_notice(system, "Todenna: validate-wave/shop is failed")

    assert run in message.text


def test_a_late_run_is_told_to_the_operator(system: System, forgotten: str) -> None:
    message = await_notice(system, "Todenna: purge/by-hand is late")

    assert forgotten in message.text
    assert system.api.states(forgotten) == ["Scheduled", "Late"]
    tending = system.api.runs("tend-run/by-automation")
    (told,) = [one for one in tending if one["parameters"] == {"run": forgotten, "late": True}]
    assert told["created_by"]["type"] == "AUTOMATION"


def test_a_schedule_fires(system: System, interrupted: str) -> None:
    del interrupted
    automations = len(system.api.automations())
    soon = datetime.now(UTC) + timedelta(seconds=10 + 2 * system.seconds)  # noqa: TID251 (the same)
    schedule = f"{{rrule: FREQ=DAILY, start: {soon:%Y-%m-%dT%H:%M:%S}, zone: UTC}}"
    repeated = STUDY.replace("study: shop", "study: repeated") + f"cadence: {schedule}\n"
    (system.server.folder / "repeated.yaml").write_text(repeated)
    command = system.page.take("python -m flows deploy")[:-1]
    said = run(
        [*command, "repeated.yaml", *SOONER], system.server.environment, system.server.folder
    )

    def fired() -> list[str]:
        runs = system.api.runs("field-study/repeated")
        return [
            one["id"] for one in runs if one["auto_scheduled"] and one["state_name"] == "Completed"
        ]

    (turn,) = until(fired)
    due = datetime.fromisoformat(system.api.run(turn)["expected_start_time"])
    assert abs(due - soon) < timedelta(seconds=1)
    with open_store(system.settings.database) as store, store.reading() as connection:
        invited = load_invitations(connection, WaveKey("repeated", f"{soon:%Y-%m-%d}"))
    assert len(invited) == 20
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
        invited = load_invitations(connection, WaveKey("shop", WAVE))
    assert len(invited) == 20


def test_the_page_s_commands_show_what_there_is(system: System, interrupted: str) -> None:
    del interrupted
    expected = {
        "prefect deployment ls": "shop",
        "prefect automation ls": "Todenna",  # the table breaks lines within words
        "todenna status": "shop",
        "todenna mail list": "No mail waits",
        "prefect server database upgrade": "",
    }
    with ThreadPoolExecutor() as pool:  # each of them takes seconds to begin
        said = dict(zip(expected, pool.map(system.run, expected), strict=True))

    assert [one for one, part in expected.items() if part not in said[one]] == []


def test_a_backup_is_restored_with_its_mail_held(system: System, interrupted: str) -> None:
    del interrupted
    system.run("pg_dump")
    system.run("createdb restored")
    system.run("pg_restore")
    restored = system.page.take("createdb restored")[-1]
    address = system.settings.database.rpartition("/")[0] + f"/{restored}"
    environment = {**system.server.environment, "TODENNA_DATABASE": address}
    said = run(system.page.take("TODENNA_DATABASE="), environment, system.server.folder)

    copy = read_status(system.settings.model_copy(update={"database": address}))
    assert {one.study for one in copy.studies} == {"shop", "repeated"}
    assert said.startswith(f"{copy.outbox.get('held', 0)} messages are held")
    assert copy.outbox.get("queued", 0) == 0


def test_one_machine_serves_what_the_pool_ran(system: System, interrupted: str) -> None:
    del interrupted
    for worker in system.workers:
        worker.stop()
    with running_machine("one", system.server.environment, system.server.folder) as machine:
        process = machine.start(system.page.take("PREFECT_API_URL="), "serve.log")
        # A deployment is gone for a moment before it comes again without a pool.
        until(lambda: system.api.find("field-study/shop").get("work_pool_name", POOL) is None)
        until(lambda: system.api.find("deliver-mail/by-hand").get("work_pool_name", POOL) is None)
        until(lambda: system.api.find("purge/by-clock").get("status") == "READY")
        beat = system.api.start("deliver-mail/by-hand", {})
        assert system.api.await_state(beat, OVER)["state_name"] == "Completed"
        assert process.poll() is None
    assert not system.api.deployment("purge/by-clock")["paused"]


def test_a_database_in_a_file_is_copied_while_it_is_used(system: System, tmp_path: Path) -> None:
    if shutil.which("sqlite3") is None and not os.environ.get("CI"):
        pytest.skip("sqlite3 is not installed.")
    home = {"TODENNA_HOME": str(tmp_path / "todenna-data")}
    used = read_settings(home)
    read_status(used)
    command = next(line for line in system.page.lines if line.startswith("sqlite3"))
    run(system.page.take(command), os.environ, tmp_path)

    copy = used.model_copy(update={"database": f"sqlite:///{tmp_path / 'copy.db'}"})
    assert read_status(copy) == read_status(used)


def test_every_command_of_the_page_was_run(system: System) -> None:
    # The server of one machine is that of several without an option.
    assert system.page.left() == ["prefect server start"]


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


def await_notice(system: System, subject: str) -> Message:
    """Return what the operator is told, as soon as it waits in the outbox."""

    def there() -> list[Message]:
        return [one for one in read_notices(system.settings) if one.subject == subject]

    (message,) = until(there)
    assert isinstance(message, Message)
    return message


def read_notices(settings: Settings) -> list[Message]:
    """Return all mail to the operator; invitations have no content before they leave."""
    with open_store(settings.database) as store, store.reading() as connection:
        kept = [one.message for one in load_messages(connection)]
    return [
        Message.model_validate_json(one.payload)
        for one in kept
        if one.recipient == "operator@example.com"
    ]
