"""An import or a report that is killed anywhere and started again ends as if nothing had been.

The kills are by SIGKILL: 48 at random moments in forks of a loaded program (killing.py), and two of
the command itself.
"""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import Any

import pytest

from tests.unmeasured import unmeasured
from validation import store
from validation.store import WaveKey, open_store

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("killed")]

ROOT = Path(__file__).parents[2]
WHERE = WaveKey("shop", "1")
KILLS = 14
DAY = re.compile(r"\d{1,2}\.? \w+ 20\d\d")
STUDY = """study: shop
languages: [en, fi]
stages: [{id: find, title: Find}, {id: use, title: Use}]
audience: {who: Customers, segments: [group]}
items:
  - {id: q, stage: find, text: Q?, type: rating, scale: {from: 1, to: 5}}
  - {id: r, stage: use, text: R?, type: rating, scale: {from: 1, to: 5}}
  - {id: age, text: Age?, type: number, min: 0, max: 120, background: true}
  - {id: group, type: bands, of: age, bands: {old: [50, 120], young: [0, 49]}}
  - {id: missed, text: What did we miss?, type: text}
hypotheses:
  - {id: level, stage: find, says: Good, claim: {kind: level, item: q, at_least: 2.5}}
  - {id: drop, stage: use, says: Sinks, claim: {kind: comparison, higher: q, lower: r}}
data: {id: person}
"""


@dataclass(frozen=True, slots=True)
class Killed:
    """A folder of runs that were killed, and which files each held just after."""

    folder: Path
    found: Mapping[str, list[str]]

    def homes(self, step: str) -> list[Path]:
        """Return the folders in which a step was killed."""
        return [self.folder / name for name in self.found if name.startswith(step)]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a study and 2,000 answers to it, two of them wrong."""
    folder = tmp_path_factory.mktemp("files")
    rows = [f"{n},{1 + n % 5},{1 + n % 4},{n % 90},word {n}\n" for n in range(2_000)]
    study, answers = folder / "study.yaml", folder / "answers.csv"
    study.write_text(STUDY)
    answers.write_text("person,q,r,age,missed\n" + "".join(rows) + "x,9,1,1,\nz,8,,,\n")
    return study, answers


@pytest.fixture(scope="module")
def killed(files: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Killed:
    """Kill 14 imports and 14 reports, once each, and let them end."""
    folder = tmp_path_factory.mktemp("killed")
    arguments = [*files, folder, KILLS, 7]
    command = [sys.executable, "-m", "tests.e2e.killing", *(str(one) for one in arguments)]
    done = subprocess.run(command, cwd=ROOT, env=environment(folder), check=True, stdout=PIPE)
    return Killed(folder, json.loads(done.stdout))


def test_kills_fell_into_different_moments(killed: Killed) -> None:
    importing, reporting = (
        {tuple(killed.found[home.name]) for home in killed.homes(step)}
        for step in ("import_all", "report")
    )
    assert len(killed.found) == 2 * KILLS
    assert () in importing  # nothing was there yet
    assert any("todenna.db" in files for files in importing)
    assert len(reporting) > 1


def test_killed_import_is_kept_whole(killed: Killed) -> None:
    undisturbed = content(killed.folder / "imported")
    assert [len(undisturbed[name]) for name in ("records", "exclusions")] == [2_000, 2]
    for home in killed.homes("import_all"):
        assert content(home) == undisturbed, home.name


def test_killed_report_is_kept_and_written_whole(killed: Killed) -> None:
    undisturbed = content(killed.folder / "undisturbed")
    pages = written(killed.folder / "undisturbed")
    assert sorted(pages) == ["report.en.html", "report.fi.html"]
    for home in killed.homes("report"):
        assert content(home) == undisturbed, home.name
        assert written(home) == pages, home.name


def test_killed_command_ends_as_if_nothing_had_been(
    files: tuple[Path, Path], killed: Killed, tmp_path: Path
) -> None:
    study, answers = files
    importing = ["import", str(study), "--responses", str(answers), "--good-rows"]
    kill(tmp_path, importing, once=tmp_path / "todenna.db")
    run(tmp_path, importing)
    assert content(tmp_path) == content(killed.folder / "imported")
    page = tmp_path / "studies" / "shop" / "1" / "report.en.html"
    kill(tmp_path, ["report", "shop"], once=page)
    run(tmp_path, ["report", "shop"])
    assert content(tmp_path) == content(killed.folder / "undisturbed")
    assert written(tmp_path) == written(killed.folder / "undisturbed")


def run(home: Path, arguments: list[str]) -> None:
    subprocess.run(command(arguments), env=environment(home), check=True, stdout=DEVNULL)


def kill(home: Path, arguments: list[str], *, once: Path) -> None:
    """Start the command and kill it once there is a file."""
    with subprocess.Popen(command(arguments), env=environment(home), stdout=DEVNULL) as process:
        while process.poll() is None and not once.exists():
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.01)
        process.kill()
    assert process.returncode in {-signal.SIGKILL, 0}  # it may have been quicker


def command(arguments: list[str]) -> list[str]:
    return [sys.executable, "-m", "validation.cli", *arguments]


def environment(home: Path) -> dict[str, str]:
    """Return an environment of its own."""
    return {**unmeasured("TODENNA_", "SENDGRID_"), "TODENNA_HOME": str(home)}


def content(home: Path) -> dict[str, Any]:
    """Return everything that is kept, apart from times."""
    with open_store(f"sqlite:///{home / 'todenna.db'}") as opened, opened.reading() as kept:
        wave, plans = store.load_wave(kept, WHERE), store.load_plans(kept, "shop")
        assert wave.first_response_at is not None
        return {
            "summary": untimed(asdict(store.summary(kept))),
            "study": store.load_study(kept, "shop"),
            "plans": [one.plan for one in plans],
            "planned before": [one.made_at < wave.first_response_at for one in plans],
            "questionnaire": store.load_questionnaire(kept, wave.questionnaire),
            "records": list(store.load_records(kept, WHERE)),
            "exclusions": store.load_exclusions(kept, WHERE),
            "assessments": [one.assessment for one in store.load_assessments(kept, "shop")],
        }


def untimed(one: Any) -> Any:  # noqa: ANN401 (any JSON)
    """Return an object of JSON without the values whose names say that they are times."""
    if isinstance(one, dict):
        return {name: untimed(value) for name, value in one.items() if not name.endswith("_at")}
    return [untimed(value) for value in one] if isinstance(one, list | tuple) else one


def written(home: Path) -> dict[str, str]:
    """Return every file that was written beside the database, by its name, apart from the day."""
    files = {file.name: file.read_bytes().decode() for file in home.glob("studies/**/*.*")}
    return {name: DAY.sub("DAY", text) for name, text in files.items()}
