"""The package svy."""

from functools import partial
from importlib.metadata import version
from typing import Any

import numpy as np
import polars as pl
import svy

from benchmarks.answers import REPLICATES, Answers
from benchmarks.contest import Contestant, Values, Work, reached, run

TESTS = 5  # of the fifty: at a million answers each takes seconds


def rake(answers: Answers) -> Work:
    """Rake to five margins, 1e-6."""
    data = _data(answers, {"m": answers.margins})
    sample = svy.Sample(data, svy.Design(wgt="w"))
    shares = {f"m{at}": dict(enumerate(target)) for at, target in enumerate(answers.targets)}

    def work() -> partial[Values]:
        found = sample.weighting.rake(shares=shares, tol=1e-6, wgt_name="raked")
        return partial(_raked, answers, found)

    return work


def shares(answers: Answers) -> Work:
    """A hundred shares with stratified standard errors."""
    data = _data(answers, {"i": answers.items})
    names = [name for name in data.columns if name.startswith("i")]

    def work() -> partial[Values]:
        sample = svy.Sample(data, svy.Design(stratum="stratum", wgt="w"))
        return partial(_estimates, sample.estimation.mean(names))

    return work


def tests(answers: Answers) -> Work:
    """Some of the Rao-Scott tests."""
    data = _data(answers, {"r": answers.rated, "m": answers.margins})

    def work() -> partial[Values]:
        sample = svy.Sample(data, svy.Design(stratum="stratum", wgt="w"))
        found = [
            sample.categorical.tabulate(f"r{row}", f"m{column}").stats.f
            for row, column in answers.pairs()[:TESTS]
        ]
        return partial(_tests, found)

    return work


def ranks(answers: Answers) -> Work:
    """Twenty rank tests of two groups."""
    data = _data(answers, {"r": answers.rated, "m": answers.margins[:1]})

    def work() -> partial[Values]:
        sample = svy.Sample(data, svy.Design(stratum="stratum", wgt="w"))
        found = [
            sample.categorical.ranktest(f"r{item}", group="m0")
            for item in range(len(answers.rated))
        ]
        return partial(_ranks, found)

    return work


def replicates(answers: Answers) -> Work:
    """A hundred means with two hundred replicate weights."""
    weights = {f"b{at + 1}": one * answers.weights for at, one in enumerate(answers.replicates)}
    data = _data(answers, {"i": answers.items}).with_columns(**weights)
    names = [f"i{item}" for item in range(len(answers.items))]
    drawn = svy.BootstrapWgts(prefix="b", n_reps=REPLICATES, scale=1 / (REPLICATES - 1))

    def work() -> partial[Values]:
        sample = svy.Sample(data, svy.Design(wgt="w", rep_wgts=drawn))
        found = sample.estimation.mean(names, method="replication", variance_center="estimate")
        return partial(_estimates, found)

    return work


def _data(answers: Answers, tables: dict[str, np.ndarray[Any, Any]]) -> pl.DataFrame:
    columns = {
        f"{start}{at}": column for start, table in tables.items() for at, column in enumerate(table)
    }
    return pl.DataFrame({"w": answers.weights, "stratum": answers.stratum} | columns)


def _raked(answers: Answers, found: svy.Sample) -> Values:
    return reached(answers, found.data["raked"].to_numpy())


def _estimates(found: list[svy.Estimate]) -> Values:
    parts = [one.estimates[0] for one in found]
    return {"estimate": [one.est for one in parts], "se": [one.se for one in parts]}


def _tests(found: list[svy.FDist]) -> Values:
    return {"statistic": [one.value for one in found], "p_value": [one.p_value for one in found]}


def _ranks(found: list[svy.TTestTwoGroups]) -> Values:
    return {"statistic": [-one.stats.value for one in found]}


WORKS = {"rake": rake, "shares": shares, "tests": tests, "ranks": ranks, "replicates": replicates}

if __name__ == "__main__":
    run(Contestant(f"svy {version('svy')}", WORKS, {"tests": TESTS / 50}))
