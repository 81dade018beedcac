"""`python -m benchmarks.fielding`: respondents on one process, on SQLite and on PostgreSQL."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext

from benchmarks.fielding.scenes import QUICK, Size, burst, load_average, rates, thinking
from tests.servers.postgres import new_database, running_postgres
from validation.settings import Settings, read_settings

SCENES: dict[str, tuple[str, Callable[[Settings, Size], Iterator[str]]]] = {
    "people": ("{people} people at once for {seconds} s, who think 1–2 s on each page", thinking),
    "burst": ("{burst} people from one address, {people} at once, without thinking", burst),
    "rates": ("wrk, 32 connections, {hammered} s each", rates),
}
ENGINES = ("sqlite", "postgresql")


def main() -> None:
    """Run what was asked for; the exit code says whether every answer was kept."""
    asked = _asked()
    size = QUICK if asked.quick else Size()
    lines = []
    with _server(asked.engine) as server:
        for engine in asked.engine:
            for scene in asked.only:
                lines += [*_run(engine, scene, size, server)]
    raise SystemExit(any("WRONG" in line for line in lines))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--only", nargs="+", choices=[*SCENES], default=[*SCENES])
    parser.add_argument("--quick", action="store_true", help="a little of everything: a minute")
    return parser.parse_args()


def _run(engine: str, scene: str, size: Size, server: str | None) -> Iterator[str]:
    title, play = SCENES[scene]
    told = title.format(**{name: getattr(size, name) for name in Size.__slots__})
    _say(f"\n{engine}: {told} (load average {load_average()})")
    with tempfile.TemporaryDirectory() as home, _database(engine, server) as address:
        given = {"TODENNA_HOME": home} | ({"TODENNA_DATABASE": address} if address else {})
        for line in play(read_settings(given), size):
            _say(f"  {line}")
            yield line


@contextmanager
def _server(engines: Sequence[str]) -> Iterator[str | None]:
    needed = "postgresql" in engines
    with running_postgres(durable=True) if needed else nullcontext() as server:
        if needed and server is None:
            sys.exit("PostgreSQL: found none, must be installed. Or leave it out: --engine sqlite.")
        yield server


@contextmanager
def _database(engine: str, server: str | None) -> Iterator[str | None]:
    if engine == "sqlite" or server is None:
        yield None
    else:
        with new_database(server) as address:
            yield address


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
