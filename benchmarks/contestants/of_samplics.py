"""The package samplics, as far as it runs: its cross tables fail with today's polars."""

import warnings
from functools import partial
from importlib.metadata import version
from typing import Any

import numpy as np

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # that it is archived
    import samplics

from benchmarks.answers import REPLICATES, Answers
from benchmarks.contest import Contestant, Values, Work, reached, run

SHARES, MEANS = 3, 1  # of the hundred: at a million answers each takes a third of a second


def rake(answers: Answers) -> Work:
    """Rake to five margins, 1e-6."""
    margins = {f"m{at}": codes for at, codes in enumerate(answers.margins)}
    total = answers.weights.sum()
    targets = {
        f"m{at}": {level: share * total for level, share in enumerate(target)}
        for at, target in enumerate(answers.targets)
    }

    def work() -> partial[Values]:
        found = samplics.SampleWeight().rake(
            answers.weights, margins, control=targets, tol=1e-6, ctrl_tol=1e-6
        )
        return partial(reached, answers, found)

    return work


def shares(answers: Answers) -> Work:
    """Some of the shares with stratified standard errors."""

    def work() -> partial[Values]:
        found = []
        for item in answers.items[:SHARES]:
            estimator = samplics.TaylorEstimator(samplics.PopParam.mean)
            estimator.estimate(item, samp_weight=answers.weights, stratum=answers.stratum)
            found.append(estimator)
        return partial(_estimates, found)

    return work


def replicates(answers: Answers) -> Work:
    """Some of the means with two hundred replicate weights."""
    weights = np.ascontiguousarray((answers.replicates * answers.weights).T)

    def work() -> partial[Values]:
        found = []
        for item in answers.items[:MEANS]:
            estimator = samplics.ReplicateEstimator(
                samplics.RepMethod.bootstrap, samplics.PopParam.mean
            )
            estimator.estimate(item, answers.weights, weights, rep_coefs=1 / (REPLICATES - 1))
            found.append(estimator)
        return partial(_estimates, found)

    return work


def _estimates(found: list[Any]) -> Values:
    return {
        "estimate": [float(one.point_est) for one in found],
        "se": [float(one.stderror) for one in found],
    }


WORKS = {"rake": rake, "shares": shares, "replicates": replicates}
PARTS = {"shares": SHARES / 100, "replicates": MEANS / 100}

if __name__ == "__main__":
    run(Contestant(f"samplics {version('samplics')}", WORKS, PARTS))
