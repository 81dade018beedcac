"""Make the tables of docs/statistics/proof.md: `python -m tests.simulation.run [SAMPLES]`."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence

from tests.simulation.audience import Audience, build_audience
from tests.simulation.cases import build_cases
from tests.simulation.rates import Cell, Tally, run_cell
from validation.simulation import Sampling

SAMPLES = 2_000
SIZES = (50, 200, 1_000)
ENOUGH = 200
WAYS: dict[str, Callable[[int], Sampling]] = {
    "simple": Sampling,
    "weighted": lambda n: Sampling(n, kish=1.5),
    "clustered": lambda n: Sampling(n, per_cluster=5 if n < ENOUGH else 10),
}
Cells = Mapping[tuple[str, int], Cell]


def run_way(way: str, n: int, samples: int) -> Cell:
    """Return what became of every case in that many samples of n people drawn one way."""
    population = build_audience()
    cases = build_cases(Audience(population))
    seed = 100 * n + list(WAYS).index(way)
    return run_cell(population, cases, WAYS[way](n), replicates=samples, seed=seed)


def main(arguments: Sequence[str]) -> None:
    """Print the tables as Markdown."""
    samples = int(arguments[0]) if arguments else SAMPLES
    cells: dict[tuple[str, int], Cell] = {}
    for way in WAYS:
        for n in SIZES:
            start = time.perf_counter()
            cells[way, n] = run_way(way, n, samples if n >= ENOUGH else samples // 2)
            sys.stderr.write(f"{way}, n = {n}: {time.perf_counter() - start:.0f} s\n")
    for lines in (_wrong(cells), _covered(cells), _beside(cells)):
        sys.stdout.write("\n".join(lines) + "\n\n")


def _wrong(cells: Cells) -> Iterator[str]:
    yield from _table("wrong verdicts, %", cells, lambda tally: tally.wrong)
    family = (f"{100 * cell.family_wise:.1f}" for cell in cells.values())
    plan = len(next(iter(cells.values())).tallies)
    yield f"| **any of {plan} claims in one plan, Holm** | {' | '.join(family)} |"


def _covered(cells: Cells) -> Iterator[str]:
    yield from _table("intervals with the truth, %", cells, lambda tally: tally.coverage)


def _beside(cells: Cells) -> Iterator[str]:
    yield from _table("wrong next to the bound, %", cells, lambda tally: tally.wrong_beside)


def _table(title: str, cells: Cells, number: Callable[[Tally], float]) -> Iterator[str]:
    yield f"| {title} | {' | '.join(f'{way} {n}' for way, n in cells)} |"
    yield f"| --- |{' --- |' * len(cells)}"
    for at, tally in enumerate(next(iter(cells.values())).tallies):
        shown = (f"{100 * number(cell.tallies[at]):.1f}" for cell in cells.values())
        yield f"| {tally.case.name} | {' | '.join(shown)} |"


if __name__ == "__main__":
    main(sys.argv[1:])
