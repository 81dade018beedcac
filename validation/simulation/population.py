"""An invented audience: everybody's answers, how often each person is met, who lives with whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np

from validation.claims import Frame
from validation.questionnaire import Questionnaire
from validation.simulation.answers import AnyColumn, Booleans, Given, answer, band, hidden
from validation.simulation.latents import Codes, Latents, Likeness
from validation.simulation.scales import Floats
from validation.stats import Design

PEOPLE = 20_000
PER_CLUSTER = 100
STRATA_END = (0.1, 0.3, 0.6)


@dataclass(frozen=True, slots=True)
class Population:
    """People with their answers: the truth that samples are drawn from.

    `chances` are each person's share of the audience and add up to 1; every number about the
    audience is that number of these people with these shares. `readiness` (standard normal, and
    going with how content people are) is how easily a person is drawn where a sample is unequal.
    Clusters lie within strata.
    """

    columns: Mapping[str, AnyColumn]
    chances: Floats
    readiness: Floats
    clusters: Codes
    strata: Codes

    @property
    def n(self) -> int:
        """How many people there are."""
        return len(self.chances)

    def frame(self) -> Frame:
        """Return everybody as an analysis frame, weighted by their chances."""
        return Frame(self.columns, Design(self.n, weights=self.chances * self.n))

    def with_chances(self, chances: Floats) -> Self:
        """Return the same people with other shares of the audience."""
        return replace(self, chances=chances / chances.sum())


@dataclass(frozen=True, slots=True)
class Makeup:
    """How an audience is made up: its people, how alike they are, and what is known of answers.

    `ready` is the correlation of how easily people are drawn with how content they are.
    """

    people: int = PEOPLE
    likeness: Likeness = field(default_factory=Likeness)
    given: Mapping[str, Given] = field(default_factory=dict)
    ready: float = 0.7


def build_population(
    questionnaire: Questionnaire, makeup: Makeup | None = None, *, seed: int
) -> Population:
    """Return an audience with answers to every item; the same seed gives the same one."""
    made = makeup or Makeup()
    random = np.random.default_rng(seed)
    clusters = np.arange(made.people) // PER_CLUSTER
    latents = Latents(made.likeness, clusters, random)
    columns = build_answers(questionnaire, made.given, latents)
    other = random.standard_normal(made.people)
    readiness = made.ready * latents.person + np.sqrt(1 - made.ready**2) * other
    chances = np.full(made.people, 1 / made.people)
    strata = np.searchsorted(STRATA_END, clusters / (clusters.max() + 1), side="right")
    return Population(columns, chances, readiness, clusters, strata)


def build_answers(
    questionnaire: Questionnaire, given: Mapping[str, Given], latents: Latents
) -> dict[str, AnyColumn]:
    """Return answers to every item, bands included; who would not be shown an item has none."""
    columns: dict[str, AnyColumn] = {}
    for item in questionnaire.items():
        column = answer(item, given.get(item.id, Given()), latents)
        if column is not None:
            columns |= {item.id: hidden(column, ~_shown(columns, questionnaire, item.when))}
    return columns | _bands(columns, questionnaire)


def _shown(
    columns: Mapping[str, AnyColumn],
    questionnaire: Questionnaire,
    when: Mapping[str, tuple[str, ...]],
) -> Booleans:
    known = {**columns, **_bands(columns, questionnaire)} if when else columns
    conditions = {name: options for name, options in when.items() if name in known}
    answered = [known[name].counted(options) == 1 for name, options in conditions.items()]
    return np.logical_and.reduce(answered) if answered else np.array([True])


def _bands(columns: Mapping[str, AnyColumn], questionnaire: Questionnaire) -> dict[str, AnyColumn]:
    return {
        derived.id: band(derived, columns[derived.of])
        for derived in questionnaire.derived
        if derived.of in columns
    }
