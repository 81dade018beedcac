"""Whether contestants came to the same results, before anybody's time counts."""

from collections.abc import Iterator, Sequence
from math import isclose

from benchmarks.running import Run


def disagreements(runs: Sequence[Run], tolerance: float) -> Iterator[str]:
    """Yield where a contestant departs from the first one that has the number.

    Who was asked for a part of a work is compared on that part.
    """
    expected: dict[str, tuple[str, list[float]]] = {}
    for run in runs:
        for name, numbers in run.values.items():
            first, wanted = expected.setdefault(name, (run.contestant, numbers))
            for at, (found, must) in enumerate(zip(numbers, wanted, strict=False)):
                if not isclose(found, must, rel_tol=tolerance, abs_tol=tolerance * 1e-3):
                    yield (
                        f"{run.contestant}, {name} {at}: found {found:.9g}, must be {must:.9g} "
                        f"as {first} has it"
                    )
                    break
