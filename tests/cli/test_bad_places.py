"""What is wrong with database, disk, templates and mail is one message; a second run goes on."""

import csv
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import ENOSPC
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from jinja2 import DictLoader
from sqlalchemy import event

from validation.mail import SendGridAccount, run_standin
from validation.rendering import report
from validation.steps import delivering, keeping
from validation.store import Store, open_store

Run = Callable[..., Any]
KEY = "stand-in-key"
STUDY = """study: shop
languages: [en]
stages: [{id: use, title: Use}]
items: [{id: q, stage: use, text: Q?, type: rating, scale: {from: 1, to: 5}}]
hypotheses: [{id: h, says: H, claim: {kind: level, item: q, at_least: 3}}]
digest: {to: [a@example.com]}
"""
COMMANDS = ("import", "report", "digest", "export", "status")


@dataclass(frozen=True)
class Place:
    """A folder with a study, its answers, and all that is kept of them."""

    folder: Path
    run: Run

    @property
    def home(self) -> Path:
        """Where everything is kept."""
        return self.folder / "home"

    def command(self, name: str) -> Any:  # noqa: ANN401 (what the command printed)
        """Run one of the commands."""
        files = (self.folder / "study.yaml", "-r", self.folder / "answers.csv")
        arguments = {
            "import": files,
            "plan": files[:1],
            "export": ("shop", "--out", self.folder / "out"),
            "status": (),
        }
        return self.run(name, *arguments.get(name, ("shop",)))

    def told(self, name: str) -> str:
        """Run a command that must fail, and return its one message."""
        done = self.command(name)
        assert (done.code, done.out) == (1, "")
        assert len(done.err.splitlines()) == 1
        assert self.halves() == []
        return str(done.err)

    def halves(self) -> list[str]:
        """Return the names of files that were begun and not ended."""
        begun = (".half", ".part", ".tmp")
        return [path.name for path in self.folder.rglob("*") if path.suffix in begun]


@pytest.fixture
def place(run: Run, tmp_path: Path, home: Path) -> Place:
    """Return a place where answers are kept and assessed."""
    (tmp_path / "study.yaml").write_text(STUDY)
    (tmp_path / "answers.csv").write_text("q\n" + "4\n5\n" * 20)
    made = Place(tmp_path, run)
    assert made.home == home
    assert [made.command(name).code for name in ("import", "report")] == [0, 0]
    return made


def change(place: Place, statement: str) -> sqlite3.Connection:
    """Run a statement on the database, and return the connection."""
    connection = sqlite3.connect(place.home / "todenna.db", isolation_level=None)
    connection.execute(statement)
    return connection


@pytest.mark.parametrize("name", [*COMMANDS, "plan"])
def test_database_of_a_newer_version(name: str, place: Place) -> None:
    change(place, "UPDATE alembic_version SET version_num = 'r9999'").close()
    message = place.told(name)
    assert "todenna.db: found revision r9999, must be one of r0001, " in message
    assert "made by a newer version of Todenna or by another program: update" in message


@pytest.mark.parametrize("name", ["import", "report", "digest"])
def test_database_that_another_program_writes_to(
    name: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "open_store", partial(open_store, patience=0.05))
    other = change(place, "BEGIN IMMEDIATE")
    assert "found it locked by another program that is writing, must be free" in place.told(name)
    assert place.command("status").code == 0  # reading waits for nobody
    other.close()
    assert place.command(name).code == 0


@pytest.mark.parametrize("name", ["import", "report", "digest"])
def test_database_that_may_only_be_read(
    name: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    # root writes whatever the permissions say, so the file is opened read-only in their place
    with monkeypatch.context() as patch:
        address = f"sqlite:///file:{place.home / 'todenna.db'}?mode=ro&uri=true"
        patch.setenv("TODENNA_DATABASE", address)
        assert "found it read-only, must be writable for this user. Give" in place.told(name)
    assert place.command(name).code == 0


@pytest.mark.parametrize("name", ["import", "status"])
def test_home_that_cannot_be_made(name: str, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TODENNA_HOME", str(place.folder / "answers.csv" / "home"))
    message = place.told(name)
    assert "home: found a place that cannot be written" in message
    assert "must be one that you may write to. Give yourself permission, or name" in message


@pytest.mark.parametrize(
    ("name", "blocked"), [("export", "out"), ("digest", "home/outbox"), ("plan", "questionnaire")]
)
def test_file_where_a_folder_must_be(name: str, blocked: str, place: Place) -> None:
    blocked = "home/studies/shop/questionnaire" if blocked == "questionnaire" else blocked
    (place.folder / blocked).write_text("in the way")
    assert f"{blocked}: found" in place.told(name)
    (place.folder / blocked).unlink()
    assert place.command(name).code == 0


def test_disk_that_is_full_while_pages_are_written(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    [page] = place.home.glob("studies/shop/1/report.en.html")
    before = page.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", full)
        assert "(No space left on device), must be one with room. Free" in place.told("report")
    assert page.read_bytes() == before


def test_disk_that_is_full_while_answers_are_exported(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(csv, "writer", full)
        assert "(No space left on device), must be one with room. Free" in place.told("export")
    assert [*(place.folder / "out").iterdir()] == []
    assert place.command("export").code == 0


def test_disk_that_is_full_while_mail_is_written(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        assert "(No space left on device), must be a folder with room" in place.told("digest")
    assert "1 sent" in place.command("digest").out
    assert "0 sent" in place.command("digest").out


def test_database_that_is_full(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    (place.folder / "answers.csv").write_text("q\n" + "4\n5\n" * 20_000)
    with monkeypatch.context() as patch:
        patch.setattr(keeping, "open_store", open_small)
        assert "found no space left on its disk, must be room for" in place.told("import")
    assert "40000 new responses" in place.command("import").out


@contextmanager
def open_small(address: str) -> Iterator[Store]:
    """Open a database that may not grow: SQLite then says what it says of a full disk."""

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # as many as it has

    with open_store(address) as store:
        event.listen(store.engine, "connect", limit)
        store.engine.dispose()
        yield store


def test_template_with_a_missing_value(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    [page] = place.home.glob("studies/shop/1/report.en.html")
    before = page.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(report.pages(), "loader", DictLoader({report.PAGE: "{{ report.missing }}"}))
        patch.setattr(report.pages(), "cache", None)
        message = place.told("report")
    assert "template report.html.j2: found " in message
    assert "Report object' has no attribute 'missing', must be a place" in message
    assert page.read_bytes() == before


def full(*_: object, **__: object) -> None:
    """Fail as a write does on a disk that is full."""
    raise OSError(ENOSPC, "No space left on device")


@pytest.fixture
def mailing(place: Place, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Place]:
    """Return how to have a place mail through a service, with a key."""

    def through(host: str, key: str = KEY) -> Place:
        monkeypatch.setenv("SENDGRID_API_KEY", key)
        monkeypatch.setenv("TODENNA_SENDER", "todenna@example.com")
        monkeypatch.setenv("TODENNA_SENDGRID_HOST", host)
        return place

    return through


def received(url: str) -> int:
    """Return how many mails the stand-in took."""
    return len(httpx.get(f"{url}/inbox.json", trust_env=False).json())


def test_key_that_is_refused(mailing: Callable[..., Place]) -> None:
    with run_standin(key=KEY) as url:
        message = mailing(url, "another-key").told("digest")
        assert "SendGrid key: found one that is refused (SendGrid answered 401" in message
        assert "must be one that may send mail. Make a key" in message
        assert received(url) == 0
        assert "1 sent" in mailing(url).command("digest").out
        assert "0 sent" in mailing(url).command("digest").out
        assert received(url) == 1


@pytest.mark.parametrize("accepts", [False, True])
def test_service_that_hangs(
    accepts: bool,  # noqa: FBT001 (a parameter of the test)
    mailing: Callable[..., Place],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delivering, "SendGridAccount", partial(SendGridAccount, timeout=0.2))
    with run_standin(key=KEY) as url:
        fault = {"kind": "hang", "accepts": accepts}
        httpx.post(f"{url}/faults", json=fault, trust_env=False).raise_for_status()
        done = mailing(url).command("digest")
        assert (done.code, len(done.err.splitlines())) == (1, 1)
        assert "1 new messages; 0 sent, 0 refused, 0 wait, 1 unknown." in done.out
        assert "mail: found 1 unknown (SendGrid gave no answer: " in done.err
        assert "timed out. It may have taken the mail.), must be sent. What waits" in done.err
        again = mailing(url).command("digest")
        assert (again.code, again.err) == (0, "")
        assert "0 sent, 0 refused, 0 wait, 0 unknown." in again.out
        assert received(url) == int(accepts)
