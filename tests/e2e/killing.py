"""Kill steps at random moments and start them again, for the tests of what is killed.

`python -m tests.e2e.killing STUDY ANSWERS FOLDER KILLS SEED` runs the import and the report of a
study undisturbed in FOLDER/undisturbed, then KILLS imports and KILLS reports in folders of their
own, each killed once, at moments spread over the time that the undisturbed one took, and started
again a minute later by the clock of the steps. It prints, as JSON, which files each folder held
after the kill.

All of it is forked from one program that has everything loaded, so that the moments fall into the
work and not into the loading.
"""

import json
import multiprocessing
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from validation.settings import read_settings
from validation.steps import Source, assess_wave, import_responses, write_report
from validation.store import WaveKey

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
PATIENCE = 60.0
FORK = multiprocessing.get_context("fork")

Step = Callable[[Path, datetime], None]


@dataclass(frozen=True, slots=True)
class Work:
    """The study and the answers that every folder gets."""

    study: Path
    answers: Path

    def import_all(self, home: Path, now: datetime) -> None:
        """Keep the answers."""
        settings = read_settings({"TODENNA_HOME": str(home)})
        source = Source(self.answers, good_rows_only=True)
        import_responses(self.study, source, settings, now=now)

    def report(self, home: Path, now: datetime) -> None:
        """Assess the wave and write its report, as the command does."""
        settings, where = read_settings({"TODENNA_HOME": str(home)}), WaveKey("shop", "1")
        assess_wave(where, settings, now=now)
        write_report(where, settings, now=now)


def main(study: str, answers: str, folder: str, kills: str, seed: str) -> None:
    """Do all of it and print what stood in each folder after its kill."""
    work, root = Work(Path(study), Path(answers)), Path(folder)
    chance = random.Random(int(seed))  # noqa: S311 (no secret)
    work.import_all(root / "loading", NOW)
    work.report(root / "loading", NOW)  # what is loaded late is loaded now
    whole, imported = root / "undisturbed", root / "imported"
    lasted = finish(work.import_all, whole, NOW)
    shutil.copytree(whole, imported)
    found = dict(kill_each(work.import_all, root, None, lasted, list(parts(int(kills), chance))))
    lasted = finish(work.report, whole, NOW)
    found |= kill_each(work.report, root, imported, lasted, list(parts(int(kills), chance)))
    print(json.dumps(found))  # noqa: T201 (the test reads it)


def parts(n: int, chance: random.Random) -> Iterator[float]:
    """Yield a random place in each n-th of a whole."""
    for part in range(n):
        yield (part + chance.random()) / n


def kill_each(
    step: Step, root: Path, before: Path | None, lasted: float, when: list[float]
) -> Iterator[tuple[str, list[str]]]:
    """Kill a step once at each part of its time, start it again, and yield what stood there then.

    A machine that has become slower shows in how long the last one took.
    """
    for number, part in enumerate(when):
        home = root / f"{step.__name__}-{number:02}"
        kill(step, home, before, lasted * part)
        yield home.name, sorted(str(file.relative_to(home)) for file in home.rglob("*.*"))
        lasted = max(lasted, finish(step, home, LATER))


def kill(step: Step, home: Path, before: Path | None, moment: float) -> None:
    """Start a step and kill it; earlier in an empty folder where it was done before the moment."""
    while not is_killed(step, home, before, moment):
        moment *= 0.9


def is_killed(step: Step, home: Path, before: Path | None, moment: float) -> bool:
    shutil.rmtree(home, ignore_errors=True)
    if before is not None:
        shutil.copytree(before, home)
    child = FORK.Process(target=step, args=(home, NOW))
    child.start()
    child.join(moment)
    child.kill()
    child.join()
    return child.exitcode == -signal.SIGKILL


def finish(step: Step, home: Path, now: datetime) -> float:
    """Let a step run to its end and return how many seconds it took."""
    start = time.perf_counter()
    child = FORK.Process(target=step, args=(home, now))
    child.start()
    child.join(PATIENCE)
    if child.exitcode != 0:
        child.kill()
        sys.exit(f"{step.__name__} in {home.name} ended with {child.exitcode}, must end with 0")
    return time.perf_counter() - start


if __name__ == "__main__":
    main(*sys.argv[1:])
