"""The answers that all contestants work on: one folder of plain binary columns, made by formula."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

STRATA, REPLICATES = 20, 200
MARGINS = (2, 3, 4, 5, 6)  # levels of each
YES_NO, RATED, POINTS = 100, 20, 5
OFF = 0.25  # how far targets lie from the sample, relatively

Bytes = NDArray[np.int8]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Answers:
    """What the folder holds: a row an item, a column a respondent."""

    weights: Floats
    stratum: Bytes
    margins: Bytes
    items: Bytes
    rated: Bytes
    replicates: Bytes  # how often a respondent is in each of the bootstrap samples
    targets: list[list[float]]

    @property
    def n(self) -> int:
        """How many respondents there are."""
        return self.weights.size

    def pairs(self) -> list[tuple[int, int]]:
        """Return which rated item is crossed with which margin, fifty times."""
        return [(test % RATED, test % len(MARGINS)) for test in range(50)]


def write_answers(folder: Path, n: int, seed: int = 20261123) -> None:
    """Write the answers of n respondents, and bootstrap replicates if they are few enough."""
    random = np.random.default_rng(seed)
    margins = np.vstack([_coded(random, n, levels) for levels in MARGINS])
    weights = np.exp(0.4 * random.standard_normal(n))
    columns: dict[str, NDArray[Any]] = {
        "weights.f8": weights,
        "stratum.i1": random.integers(0, STRATA, n, dtype=np.int8),
        "margins.i1": margins,
        "items.i1": np.vstack([_marked(random, n, item) for item in range(YES_NO)]),
        "rated.i1": np.vstack([_coded(random, n, POINTS) for _ in range(RATED)]),
    }
    for name, column in columns.items():
        column.tofile(folder / name)
    targets = [
        _target(codes, weights, levels) for codes, levels in zip(margins, MARGINS, strict=True)
    ]
    (folder / "about.json").write_text(json.dumps({"n": n, "targets": targets}), "utf-8")


def write_replicates(folder: Path, n: int, seed: int = 7) -> None:
    """Write how often each respondent is in each of the bootstrap samples."""
    random = np.random.default_rng(seed)
    counts = np.vstack([random.poisson(1.0, n).astype(np.int8) for _ in range(REPLICATES)])
    counts.tofile(folder / "replicates.i1")


def read_answers(folder: Path) -> Answers:
    """Return what the folder holds."""
    about = json.loads((folder / "about.json").read_text("utf-8"))

    def table(name: str) -> Bytes:
        path = folder / f"{name}.i1"
        found = np.fromfile(path, dtype=np.int8) if path.is_file() else np.empty(0, np.int8)
        return found.reshape(-1, about["n"])

    return Answers(
        weights=np.fromfile(folder / "weights.f8", dtype=np.float64),
        stratum=table("stratum")[0],
        targets=about["targets"],
        **{name: table(name) for name in ("margins", "items", "rated", "replicates")},
    )


def _coded(random: np.random.Generator, n: int, levels: int) -> Bytes:
    bounds = np.cumsum(1.0 + np.arange(levels) % 3)
    draws = random.random(n, dtype=np.float32) * bounds[-1]
    codes = np.searchsorted(bounds, draws, side="right").clip(0, levels - 1)
    return np.asarray(codes, dtype=np.int8)


def _marked(random: np.random.Generator, n: int, item: int) -> Bytes:
    share = 0.05 + 0.9 * item / YES_NO
    return (random.random(n, dtype=np.float32) < share).astype(np.int8)


def _target(codes: Bytes, weights: Floats, levels: int) -> list[float]:
    shares = np.bincount(codes, weights=weights, minlength=levels)
    shifted = shares * (1 + OFF * (-1.0) ** np.arange(levels))
    return [float(share) for share in shifted / shifted.sum()]
