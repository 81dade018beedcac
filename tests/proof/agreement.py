"""Golden rows of R against the package: reads a row, makes the same call, compares the numbers.

`python -m tests.proof.agreement FOLDER` prints what disagrees in a folder that make_golden.R or
sweep.R wrote.
"""

import csv
import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.proof.calls import CALLS, Table, text
from validation import stats

GOLDEN = Path(__file__).parents[1] / "golden"

Row = dict[str, Any]

_TINY = 1e-12  # what rounding leaves of a variance or a p-value that is 0


def golden_rows(folder: Path) -> Iterator[Row]:
    for file in sorted((folder / "values").glob("*.json")):
        if file.name != "designs.json":
            yield from json.loads(file.read_text("utf-8"))


@cache
def table(folder: Path, name: str) -> Table:
    with (folder / "data" / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {column: _column([row[column] for row in rows]) for column in rows[0]}


def _column(texts: list[str]) -> NDArray[Any]:
    try:
        return np.array([float(text) if text else np.nan for text in texts])
    except ValueError:
        return np.array([text or None for text in texts], dtype=object)


@cache
def design(folder: Path, name: str) -> stats.Design:
    spec = _specs(folder)[name]
    data = table(folder, spec["data"])
    if "replicates" in spec:
        return stats.replicates(design(folder, spec["base"]), spec["replicates"])
    if "base" in spec:
        return _calibrated(design(folder, spec["base"]), data, spec["calibrated"])
    return stats.Design(
        len(next(iter(data.values()))),
        data[spec["weights"]] if "weights" in spec else None,
        _columns(data, spec.get("strata")),
        _columns(data, spec.get("clusters")),
        _columns(data, spec.get("population")),
        nested=spec.get("nested", False),
        lonely=spec.get("lonely", "fail"),
    )


@cache
def _specs(folder: Path) -> dict[str, Any]:
    specs: dict[str, Any] = json.loads((folder / "values" / "designs.json").read_text("utf-8"))
    return dict(specs["designs"])


def _columns(data: Table, names: str | list[str] | None) -> Any:  # noqa: ANN401 - as Design takes
    if names is None or isinstance(names, str):
        return None if names is None else data[names]
    return tuple(data[name] for name in names)


def _calibrated(base: stats.Design, data: Table, how: dict[str, Any]) -> stats.Design:
    bounds = how.get("bounds")
    return base.calibrated(
        [[text(level) for level in data[margin]] for margin in how["margins"]],
        how["targets"],
        how["method"],
        tuple(bounds) if bounds else None,
    )


def deviations(row: Row, folder: Path = GOLDEN, tolerance: float = 1e-8) -> list[str]:
    """Return what differs by more than the tolerance, relatively; nothing if all agrees."""
    without = row["design"] == "none"
    found = CALLS[row["estimator"]](
        None if without else design(folder, row["design"]),
        {} if without else table(folder, row["data"]),
        row["arguments"],
    )
    certain = _is_rounding(row, row) and _is_rounding(found, row)
    skipped = _DESCRIPTION + (_UNCERTAIN if certain else ())
    return [
        f"{name}: found {found[name]}, R has {expected}"
        for name, expected in row.items()
        if name not in skipped and not agrees(found[name], expected, tolerance)
    ]


def _is_rounding(numbers: Row, row: Row) -> bool:
    """Whether a standard error is what rounding leaves of 0; then R's design effect is 0 or Inf."""
    value, se = row.get("value"), numbers.get("se")
    if not isinstance(value, float | int) or not isinstance(se, float | int):
        return False
    return se < _ROUNDED * max(1.0, abs(value))


_UNCERTAIN = ("se", "deff", "low", "high")
_ROUNDED = 1e-9
_DESCRIPTION = ("data", "design", "estimator", "arguments", "call")


def agrees(found: object, expected: object, tolerance: float) -> bool:
    ours, of_r = _numbers(found), _numbers(expected)
    if ours.shape != of_r.shape:
        return False
    return bool(np.allclose(ours, of_r, rtol=tolerance, atol=_near_zero(of_r)))


def _near_zero(values: NDArray[np.float64]) -> float:
    finite = np.abs(values[np.isfinite(values)])
    return _TINY * max(1.0, float(finite.max(initial=0.0)))


def _numbers(values: object) -> NDArray[np.float64]:
    texts = np.array(values, dtype=object)
    numbers = [float(str(value).replace("Inf", "inf")) for value in texts.ravel()]
    return np.array(numbers).reshape(texts.shape)


def main(folder: Path) -> int:
    rows = list(golden_rows(folder))
    disagreeing = 0
    for row in rows:
        try:
            found = deviations(row, folder, 1e-6)
        except Exception as error:  # noqa: BLE001 - a sweep tells of everything that goes wrong
            found = [f"{type(error).__name__}: {error}"]
        if found:
            disagreeing += 1
            where = f"{row['design']} {row['estimator']} {row['arguments']}"
            sys.stdout.write(f"{where}\n  {row['call']}\n  " + "\n  ".join(found) + "\n")
    sys.stdout.write(f"{disagreeing} of {len(rows)} rows disagree\n")
    return int(disagreeing > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
