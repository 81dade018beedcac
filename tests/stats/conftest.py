"""Data sets and designs of the R package survey, and what R computed from them."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from validation import stats

GOLDEN = Path(__file__).parents[1] / "golden" / "stats"

Column = np.ndarray[Any, Any]
Table = dict[str, Column]
Golden = Callable[[str, str], Any]


def _column(texts: list[str]) -> Column:
    try:
        return np.array([float(text) if text else np.nan for text in texts])
    except ValueError:
        return np.array(texts)


def _table(name: str) -> Table:
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {name: _column([row[name] for row in rows]) for name in rows[0]}


@pytest.fixture(scope="session")
def tables() -> dict[str, Table]:
    return {name: _table(name) for name in ("apistrat", "apiclus1", "apiclus2", "apisrs", "nhanes")}


@pytest.fixture(scope="session")
def designs(tables: dict[str, Table]) -> dict[str, stats.Design]:
    strat, srs, one, two, nhanes = (
        tables[name] for name in ("apistrat", "apisrs", "apiclus1", "apiclus2", "nhanes")
    )
    return {
        "strat": stats.Design(200, strat["pw"], strat["stype"], population=strat["fpc"]),
        "srs": stats.Design(200, srs["pw"], population=srs["fpc"]),
        "clus1": stats.Design(183, one["pw"], clusters=one["dnum"], population=one["fpc"]),
        "clus1n": stats.Design(183, one["pw"], clusters=one["dnum"]),
        "clus2": stats.Design(
            126, clusters=(two["dnum"], two["snum"]), population=(two["fpc1"], two["fpc2"])
        ),
        "clus2wr": stats.Design(126, two["pw"], clusters=(two["dnum"], two["snum"])),
        "nhanes": stats.Design(
            nhanes["race"].size,
            nhanes["WTMEC2YR"],
            nhanes["SDMVSTRA"],
            nhanes["SDMVPSU"],
            nested=True,
        ),
    }


@pytest.fixture(scope="session")
def golden() -> Golden:
    topics: dict[str, Any] = {}

    def value(topic: str, name: str) -> Any:  # noqa: ANN401 - a number, a vector or a matrix
        if topic not in topics:
            topics[topic] = json.loads((GOLDEN / f"{topic}.json").read_text("utf-8"))
        found = topics[topic][name]["value"]
        return np.array(found) if isinstance(found, list) else found

    return value


@pytest.fixture
def row() -> Callable[[stats.Estimate], list[float]]:
    """An estimate in the order of the R function `stat` of golden.R."""
    return lambda e: [e.estimate, e.se, e.df, e.ci_low, e.ci_high, e.deff]


@pytest.fixture(scope="session")
def replicated(
    designs: dict[str, stats.Design], tables: dict[str, Table], golden: Golden
) -> dict[str, stats.Design]:
    one, people = tables["apiclus1"], tables["nhanes"]

    def given(name: str, data: Table, base: str, units: list[str]) -> stats.ReplicateDesign:
        _, first, unit = np.unique(
            np.stack([data[column] for column in units]), axis=1,
            return_index=True, return_inverse=True,
        )  # fmt: skip
        order = np.argsort(np.argsort(first))[unit.ravel()]
        scale, rscale = golden("replicates", f"given {name} scale")
        multipliers = golden("replicates", f"given {name}")[order]
        rscales = [rscale] * multipliers.shape[1]
        return stats.ReplicateDesign(data[base], multipliers, scale, rscales, combined=False)

    return {
        "jk1": stats.replicates(designs["clus1"], "jk1"),
        "jk1mse": stats.replicates(designs["clus1"], "jk1", mse=True),
        "jkn": stats.replicates(designs["strat"], "jkn"),
        "twostage": stats.replicates(designs["clus2"], "jk1"),
        "nhanes": stats.replicates(designs["nhanes"], "jkn"),
        "brr": stats.replicates(designs["nhanes"], "brr"),
        "fay": stats.replicates(designs["nhanes"], "fay", rho=0.3),
        "boot": given("boot", one, "pw", ["dnum"]),
        "subboot": given("subboot", people, "WTMEC2YR", ["SDMVSTRA", "SDMVPSU"]),
    }
