"""What Prefect adds to a wave: `python -m benchmarks.orchestration [WAVES]`.

The same waves are launched, advanced and looked at by the steps alone, and by the flows with a
Prefect server on this machine (its own SQLite). Prefect's start is not counted.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flows.environment import prepare_environment
from validation import steps
from validation.settings import read_settings
from validation.steps import ContactSource, Launch
from validation.store import WaveKey

WAVES = 10
PEOPLE = 50
STUDY = """study: shop
stages: [{id: use, title: Use}]
items: [{id: q, stage: use, text: Q?, type: rating, scale: {from: 1, to: 5}}]
hypotheses: [{id: h, says: H, claim: {kind: level, item: q, at_least: 3}}]
fieldwork: {mode: invite, invitations: 50}
privacy: {controller: {name: Shop, contact: privacy@example.com}, purpose: to do better}
"""


def main(count: int) -> None:
    """Time both and print a table."""
    with _home() as study:
        steps_wall, steps_cpu = _timed(lambda: _by_steps(study, count))
    with _home() as study:
        prepare_environment(own=True)
        from prefect.testing.utilities import (  # noqa: PLC0415 (Prefect reads its environment when loaded)
            prefect_test_harness,
        )

        with prefect_test_harness(server_startup_timeout=300):
            asyncio.run(_by_flows(study, ["warm"]))
            names = [str(number) for number in range(count)]
            flows_wall, flows_cpu = _timed(lambda: asyncio.run(_by_flows(study, names)))
    rows = (("steps alone", steps_wall, steps_cpu), ("as flows", flows_wall, flows_cpu))
    sys.stdout.write("| a wave | seconds | seconds of this process |\n|---|---:|---:|\n")
    for name, wall, cpu in rows:
        sys.stdout.write(f"| {name} | {wall / count:.2f} | {cpu / count:.2f} |\n")
    load = os.getloadavg()[0]
    sys.stdout.write(f"{count} waves of {PEOPLE} invitations, load average {load:.1f}\n")


def _by_steps(study: Path, count: int) -> None:
    settings = read_settings()
    for number in range(count):
        wave = str(number)
        steps.launch_wave(study, Launch(wave), settings, now=_now())
        steps.show_fieldwork(WaveKey("shop", wave), settings, now=_now())
        steps.advance_waves(settings, now=_now())


async def _by_flows(study: Path, waves: list[str]) -> None:
    from flows.fielding import (  # noqa: PLC0415 (Prefect reads its environment when loaded)
        advance_waves,
        launch_wave,
    )

    for wave in waves:
        await launch_wave(str(study), wave)
        await advance_waves()


@contextmanager
def _home() -> Iterator[Path]:
    """Yield a study file in a folder of its own, with people to ask."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        os.environ["TODENNA_HOME"] = str(folder)
        os.environ.pop("TODENNA_DATABASE", None)
        people = folder / "people.csv"
        people.write_text("email\n" + "".join(f"c{at}@example.com\n" for at in range(PEOPLE)))
        source = ContactSource(people, basis="consent")
        steps.import_contacts(source, read_settings(), now=_now())
        study = folder / "study.yaml"
        study.write_text(STUDY)
        yield study


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 (a benchmark reads the clock)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else WAVES)
