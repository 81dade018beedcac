"""`python -m benchmarks`: the works side by side, a table of seconds, ratios and peak memory."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from math import isnan
from pathlib import Path

from benchmarks.agreement import disagreements
from benchmarks.answers import write_answers, write_replicates
from benchmarks.running import Run, run_contestant
from benchmarks.works import IN_R, OURS, PEERS, WORKS, Work

HEAD = (
    "| work | contestant | seconds | R / this | this / ours | CPU s | R / this | peak memory |\n"
    "|---|---|---:|---:|---:|---:|---:|---:|"
)


def main() -> None:
    """Run what was asked for; the exit code says whether the results agree."""
    asked = _asked()
    sys.stdout.write(f"{_machine()}\n\n{HEAD}\n")
    versions: dict[str, str] = {}
    problems = []
    for name in asked.only:
        runs = list(_runs(name, asked))
        versions |= {run.contestant: run.version for run in runs if run.version}
        problems += [f"{name}: {text}" for text in disagreements(runs, WORKS[name].tolerance)]
        sys.stdout.write("".join(f"{line}\n" for line in _lines(WORKS[name], runs, asked)))
        sys.stdout.flush()
    sys.stdout.write(f"\n{'; '.join(versions.values())}\n")
    sys.stdout.write("".join(f"{WORKS[name].title}: {WORKS[name].note}\n" for name in asked.only))
    sys.stdout.write("".join(f"DISAGREE {text}\n" for text in problems) or "All results agree.\n")
    raise SystemExit(bool(problems))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few answers: a minute in all")
    parser.add_argument("--only", nargs="+", choices=sorted(WORKS), default=sorted(WORKS))
    known = (OURS, IN_R, *PEERS)
    parser.add_argument("--contestants", nargs="+", choices=known, default=known)
    parser.add_argument("--python", default=sys.executable, help="the interpreter of the peers")
    parser.add_argument("--n", type=int, help="answers, in place of each work's own number")
    parser.add_argument("--times", type=int, default=5, help="runs of which the best counts")
    return parser.parse_args()


def _runs(name: str, asked: argparse.Namespace) -> Iterator[Run]:
    work = WORKS[name]
    n = _size(work, asked)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_answers(folder, n)
        if name == "replicates":
            write_replicates(folder, n)
        for contestant in work.contestants:
            if contestant in asked.contestants:
                # R's runs last minutes, and one tells as much as the best of several
                times = 1 if contestant == IN_R else asked.times
                yield run_contestant(contestant, name, folder, times, asked.python)


def _size(work: Work, asked: argparse.Namespace) -> int:
    return int(asked.n or (work.n_quick if asked.quick else work.n))


def _lines(work: Work, runs: Sequence[Run], asked: argparse.Namespace) -> Iterator[str]:
    by = {run.contestant: run for run in runs}
    in_r, ours = by.get(IN_R, Run(IN_R)), by.get(OURS, Run(OURS))
    title = f"{work.title}, n = {_size(work, asked):,}"
    for run in runs:
        if run.failure:
            yield f"| {title} | {run.contestant} | {run.failure} | | | | | |"
            continue
        wall = f"{run.seconds:.4f} | {_ratio(in_r.seconds, run.seconds)}"
        cpu = f"{run.cpu:.4f} | {_ratio(in_r.cpu, run.cpu)}"
        against = _ratio(run.seconds, ours.seconds)
        yield f"| {title} | {run.contestant} | {wall} | {against} | {cpu} | {run.memory:.0f} MB |"


def _ratio(top: float, bottom: float) -> str:
    return "" if isnan(top) or not bottom > 0 else f"{top / bottom:.3g}"


def _machine() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.is_file() else []
    model = next((line.split(":")[1].strip() for line in lines if "model name" in line), "")
    return (
        f"{os.cpu_count()} cores, {model or platform.machine()}, Python {platform.python_version()}"
    )


if __name__ == "__main__":
    main()
