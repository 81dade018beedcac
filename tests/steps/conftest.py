"""A place to keep things, a small study, and moments."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from threading import Barrier, BrokenBarrierError
from typing import Any, TypeVar

import pytest

from validation.settings import Settings, read_settings
from validation.steps import ContactSource, Launch, Source, import_contacts, launch_wave

Step = TypeVar("Step")
MORNING = datetime(2026, 11, 23, 6, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
STUDY = """study: shop
languages: [en, fi]
stages: [{id: use, title: Use}]
items: [{id: q, stage: use, text: Q?, type: rating, scale: {from: 1, to: 5}}]
hypotheses: [{id: h, says: H, claim: {kind: level, item: q, at_least: 3}}]
data: {id: person}
"""
Answers = Callable[..., Source]


def meeting(both: Barrier, step: Callable[..., Step]) -> Callable[..., Step]:
    """Return a step after which two runs meet, if one does not shut out the other."""

    def met(*args: Any, **options: Any) -> Step:  # noqa: ANN401 (whatever the step takes)
        found = step(*args, **options)
        with suppress(BrokenBarrierError):
            both.wait(timeout=0.5)
        return found

    return met


@pytest.fixture
def nowhere(tmp_path: Path) -> Settings:
    """Return settings that keep everything in a folder of the test, which is still to be made."""
    return read_settings({"TODENNA_HOME": str(tmp_path / "home")})


@pytest.fixture
def settings(nowhere: Settings, sqlite_schema: Path) -> Settings:
    """Return settings that keep everything in a folder of the test, where nothing is kept yet."""
    nowhere.home.mkdir()
    copyfile(sqlite_schema, nowhere.home / "todenna.db")
    return nowhere


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Return a study with one rating."""
    path = tmp_path / "study.yaml"
    path.write_text(STUDY)
    return path


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    """Write ratings into a file, a person each."""

    def write(*cells: str, name: str = "answers.csv", **options: Any) -> Source:  # noqa: ANN401
        path = tmp_path / name
        rows = "".join(f"{number},{cell}\n" for number, cell in enumerate(cells))
        path.write_text(f"person,q\n{rows}")
        return Source(path, **options)

    return write


MONDAY = datetime(2027, 3, 1, 7, tzinfo=UTC)  # 09:00 in Helsinki
ASKING = """study: shop
languages: [en, fi]
stages: [{id: use, title: Use}]
items: [{id: q, stage: use, text: Q?, type: rating, scale: {from: 1, to: 5}}]
hypotheses: [{id: h, says: H, claim: {kind: level, item: q, at_least: 3}}]
fieldwork: {mode: invite, open_for: 14 days, strata: [region], rest_period: 30 days, EXTRA}
privacy: {controller: {name: Shop, contact: privacy@example.com}, purpose: to do better}
cadence: {rrule: FREQ=MONTHLY, start: 2027-03-01, zone: Europe/Helsinki}
digest: {to: [boss@example.com]}
"""
Asking = Callable[..., Path]


@pytest.fixture
def fielding(database: str, tmp_path: Path) -> Settings:
    """Return settings with a database of either kind."""
    return read_settings({"TODENNA_HOME": str(tmp_path / "home"), "TODENNA_DATABASE": database})


@pytest.fixture
def asking(tmp_path: Path) -> Asking:
    """Write a study that asks people itself."""

    def write(extra: str = "invitations: 40", *more: str) -> Path:
        path = tmp_path / "asking.yaml"
        path.write_text("\n".join([ASKING.replace("EXTRA", extra), *more]))
        return path

    return write


@pytest.fixture
def people(tmp_path: Path, fielding: Settings) -> Callable[..., None]:
    """Keep a list of so many contacts, two in three of the south."""

    def keep(n: int = 60, *rows: str, frame: str = "contacts", now: datetime = MORNING) -> None:
        path = tmp_path / f"{frame}.csv"
        listed = [
            f"c{number},c{number}@example.com,{('en', 'fi')[number % 2]},"
            f"{'north' if number % 3 == 0 else 'south'}"
            for number in range(n)
        ]
        path.write_text("\n".join(["id,email,language,region", *listed, *rows]) + "\n")
        source = ContactSource(path, frame=frame, basis="consent")
        import_contacts(source, fielding, now=now)

    return keep


@pytest.fixture
def asked(asking: Asking, people: Callable[..., None], fielding: Settings) -> Settings:
    """Launch a wave for forty of sixty contacts, their invitations in the outbox."""
    people(60)
    launch_wave(asking(), Launch(), fielding, now=MONDAY)
    return fielding
