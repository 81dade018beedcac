"""Databases that cannot be used, each with one clear message and nothing half-written."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import text

from validation.errors import StoreError
from validation.questionnaire import Questionnaire
from validation.responses import Record
from validation.store import (
    Store,
    WaveKey,
    load_records,
    open_store,
    save_questionnaire,
    save_responses,
    save_study,
    save_wave,
)
from validation.study import Study

NOBODY = 65534
WAVE = WaveKey("s", "2027")
# The driver is an extra; without it the message names it.
NO_SERVER = "no server that answers" if find_spec("psycopg") else "no driver for PostgreSQL"


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder that every user may enter, unlike the one of the test run."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_a_store_is_made_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "todenna.db"
    with open_store(f"sqlite:///{path}") as store, store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM study")).scalar() == 0
    assert path.is_file()


def test_sqlite_is_set_up_for_safety(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'a.db'}") as store, store.reading() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    full = 2
    assert found == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }


def test_a_transaction_that_fails_leaves_nothing(store: Store, study: Study, now: datetime) -> None:
    with pytest.raises(KeyboardInterrupt):
        save_and_break_off(store, study, now)
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM study")).scalar() == 0


def test_who_reads_sees_one_state_and_does_not_wait(
    store: Store, study: Study, now: datetime
) -> None:
    count = text("SELECT count(*) FROM study")
    with store.reading() as reader:
        assert reader.execute(count).scalar() == 0
        with store.transaction() as writer:
            save_study(writer, study, now=now)
        assert reader.execute(count).scalar() == 0
    with store.reading() as reader:
        assert reader.execute(count).scalar() == 1


def test_rows_without_what_they_belong_to_are_refused(store: Store) -> None:
    orphan = (
        "INSERT INTO plan (study_id, hash, document, made_at) VALUES (7, 'h', '', '2027-01-01')"
    )
    with pytest.raises(StoreError, match=r"(?i)foreign key"), store.transaction() as connection:
        connection.execute(text(orphan))


def test_a_database_of_a_newer_version_is_not_touched(address: str) -> None:
    with open_store(address) as store, store.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    with pytest.raises(StoreError, match=r"found revision r9999.*newer version.*update"):
        opened(address)


def test_a_locked_database_is_told_after_the_wait(tmp_path: Path) -> None:
    path = tmp_path / "todenna.db"
    opened(f"sqlite:///{path}")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="locked by another program"):
            written(f"sqlite:///{path}", patience=0.05)
        other.execute("ROLLBACK")
    written(f"sqlite:///{path}", patience=0.05)


@pytest.mark.parametrize("content", [b"this is no database", b"\x00" * 5000])
def test_a_file_that_is_no_database_is_told_and_stays(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged or no SQLite database"):
        opened(f"sqlite:///{path}")
    assert path.read_bytes() == content


def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "todenna.db"
    opened(f"sqlite:///{path}")
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(StoreError, match="damaged or no SQLite database"):
        written(f"sqlite:///{path}")


def test_a_folder_without_write_permission_is_told(folder: Path) -> None:
    folder.chmod(0o555)
    with unprivileged(), pytest.raises(StoreError, match=r"cannot be opened.*TODENNA_HOME"):
        opened(f"sqlite:///{folder / 'todenna.db'}")


def test_a_folder_that_cannot_be_made_is_told(folder: Path) -> None:
    (folder / "file").touch()
    with pytest.raises(StoreError, match=r"folder .*file.inside: found that it cannot be made"):
        opened(f"sqlite:///{folder / 'file' / 'inside' / 'todenna.db'}")


def test_a_read_only_database_is_told(folder: Path) -> None:
    path = folder / "todenna.db"
    opened(f"sqlite:///{path}")
    folder.chmod(0o777)
    path.chmod(0o444)
    with unprivileged(), pytest.raises(StoreError, match=r"read-only.*write permission"):
        written(f"sqlite:///{path}")


def test_a_full_disk_is_told_and_nothing_is_half_written(
    tmp_path: Path, study: Study, questionnaire: Questionnaire, now: datetime
) -> None:
    fingerprint = questionnaire.fingerprint
    many = [Record(f"r{n}", {"q": "5", "missed": "x" * 500}) for n in range(2000)]
    with open_store(f"sqlite:///{tmp_path / 'todenna.db'}") as store:
        with store.transaction() as connection:
            save_study(connection, study, now=now)
            save_questionnaire(connection, questionnaire, now=now)
            save_wave(connection, WAVE, fingerprint, state="closed", now=now)
            save_responses(connection, WAVE, many[:1], questionnaire=fingerprint, now=now)
        with pytest.raises(StoreError, match=r"no space left.*what was begun is undone"):
            save_on_full_disk(store, many, fingerprint, now)
        with store.transaction() as connection:
            connection.execute(text("PRAGMA max_page_count = 1000000"))
        with store.reading() as connection:
            assert [*load_records(connection, WAVE)] == many[:1]
        with store.transaction() as connection:
            common = {"questionnaire": fingerprint}
            assert save_responses(connection, WAVE, many, **common, now=now).new == 1999


@pytest.mark.parametrize(
    "address",
    ["", "todenna.db", "mysql://a:b@c/d", "sqlite://", "sqlite:///:memory:", "postgresql//x"],
)
def test_an_address_that_cannot_be_is_told(address: str) -> None:
    with pytest.raises(StoreError, match=r"database address: found .*TODENNA_DATABASE"):
        opened(address)


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    with pytest.raises(StoreError, match=NO_SERVER) as caught:
        opened("postgresql://anna:secret@127.0.0.1:9/todenna")
    assert "secret" not in str(caught.value)


def opened(address: str) -> None:
    with open_store(address):
        pass


def written(address: str, patience: float = 10) -> None:
    event = "INSERT INTO study (key) VALUES ('x')"
    with open_store(address, patience=patience) as store, store.transaction() as connection:
        connection.execute(text(event))


def save_and_break_off(store: Store, study: Study, now: datetime) -> None:
    with store.transaction() as connection:
        save_study(connection, study, now=now)
        raise KeyboardInterrupt


def save_on_full_disk(
    store: Store, records: list[Record], questionnaire: str, now: datetime
) -> None:
    with store.transaction() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages + 20}"))
        save_responses(connection, WAVE, records, questionnaire=questionnaire, now=now)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Be an ordinary user for a while; the administrator may write everywhere."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


def test_whoever_waits_for_a_server_gets_his_turn_sooner(store: Store) -> None:
    server = store.engine.dialect.name == "postgresql"
    assert store.turn == (0.001 if server else 0.005)
