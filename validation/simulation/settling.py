"""An audience built around a truth, so that only little has to be tilted to make it exact."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from validation.claims import Choices, Selections
from validation.questionnaire import Questionnaire
from validation.simulation.answers import AnyColumn, Given
from validation.simulation.population import Makeup, Population, build_population
from validation.simulation.scales import Floats
from validation.simulation.tilting import Tilted
from validation.simulation.truths import Truth, make_true
from validation.verdicts import Planned


def build_truth(
    questionnaire: Questionnaire, planned: Planned, makeup: Makeup, truth: Truth, *, seed: int
) -> Tilted:
    """Return an audience in which the claims of a plan are as true as is said.

    It is built, tilted, and built again around the answers that came out, so that in the end no
    person stands for many. Claims that cannot be so together are named by their ids.

    Args:
        questionnaire: that the audience answers.
        planned: the study's plan, and the form of its items.
        makeup: how the audience is made up before any truth.
        truth: of all claims.
        seed: the same one gives the same audience.
    """
    first = make_true(build_population(questionnaire, makeup, seed=seed), planned, truth)
    around = replace(makeup, given={**dict(_given(first.population)), **makeup.given})
    second = make_true(build_population(questionnaire, around, seed=seed), planned, truth)
    return second if len(second.missed) <= len(first.missed) else first


def _given(population: Population) -> Iterator[tuple[str, Given]]:
    for item, column in population.columns.items():
        shares = answer_shares(column, population.chances)
        if shares is not None:
            yield item, Given(shares=dict(zip(column.levels, shares.tolist(), strict=True)))


def answer_shares(column: AnyColumn, chances: Floats) -> Floats | None:
    """Return the share of each answer among those who gave one; none of numbers and rankings.

    >>> answer_shares(Choices(np.array([0, 1, 1, -1], np.int16), ("a", "b")), np.full(4, 0.25))
    array([0.33333333, 0.66666667])
    """
    answered = chances * (column.missing >= 0)
    match column:
        case Choices():
            codes = np.maximum(column.codes, 0)
            counted = np.bincount(codes, answered, minlength=len(column.levels))
            return np.asarray(counted / answered.sum(), dtype=np.float64)
        case Selections():
            return np.asarray(answered @ column.chosen / answered.sum())
    return None
