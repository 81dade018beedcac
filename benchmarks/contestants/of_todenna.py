"""This project."""

from collections.abc import Hashable, Mapping
from functools import partial
from importlib.metadata import version

import numpy as np

from benchmarks.answers import Answers
from benchmarks.contest import Contestant, Values, Work, reached, run
from validation import stats


def rake(answers: Answers) -> Work:
    """Rake to five margins, 1e-6."""
    targets = [dict(enumerate(target)) for target in answers.targets]

    def work() -> partial[Values]:
        found = stats.rake(answers.weights, list(answers.margins), targets, tolerance=1e-6)
        return partial(reached, answers, found.weights)

    return work


def shares(answers: Answers) -> Work:
    """A hundred shares with stratified standard errors and logit intervals."""
    items = np.ascontiguousarray(answers.items.T)

    def work() -> partial[Values]:
        design = stats.Design(answers.n, answers.weights, answers.stratum)
        return partial(_estimates, stats.each_share(design, items))

    return work


def tests(answers: Answers) -> Work:
    """Fifty Rao-Scott tests."""

    def work() -> partial[Values]:
        design = stats.Design(answers.n, answers.weights, answers.stratum)
        found = [
            stats.chi_square(design, answers.rated[row], answers.margins[column])
            for row, column in answers.pairs()
        ]
        return partial(_tests, found)

    return work


def ranks(answers: Answers) -> Work:
    """Twenty rank tests of two groups."""

    def work() -> partial[Values]:
        design = stats.Design(answers.n, answers.weights, answers.stratum)
        found = stats.each_rank_test(design, dict(enumerate(answers.rated)), answers.margins[0])
        return partial(_tests, list(found.values()))

    return work


def replicates(answers: Answers) -> Work:
    """A hundred means with two hundred replicate weights."""
    items = np.ascontiguousarray(answers.items.T)
    weights = np.ascontiguousarray((answers.replicates * answers.weights).T)
    scale = 1 / (len(answers.replicates) - 1)

    def work() -> partial[Values]:
        design = stats.ReplicateDesign(answers.weights, weights, scale, mse=True)
        return partial(_estimates, stats.each_share(design, items))

    return work


def _estimates(found: Mapping[Hashable, stats.Estimate]) -> Values:
    parts = found.values()
    return {"estimate": [one.estimate for one in parts], "se": [one.se for one in parts]}


def _tests(found: list[stats.TestResult]) -> Values:
    statistic = [one.statistic for one in found]
    return {"statistic": statistic, "p_value": [one.p_value for one in found]}


WORKS = {"rake": rake, "shares": shares, "tests": tests, "ranks": ranks, "replicates": replicates}

if __name__ == "__main__":
    run(Contestant(f"todenna {version('todenna')}", WORKS))
