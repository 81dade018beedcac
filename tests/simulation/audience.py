"""An invented audience whose numbers are known, and claims that lie exactly on their bounds.

The truth of every claim is computed from everybody's answers with numpy and scipy alone, never
with the estimators that are put to the test.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats as scipy_stats

from validation.files import read_library
from validation.questionnaire import build_questionnaire
from validation.simulation import Given, Likeness, Makeup, Population, build_population
from validation.study import Study

Floats = NDArray[np.float64]
PEOPLE = 50_000
SEED = 20_260_901
ROUNDS = 60
ENDED = (0.1, 0.27, 0.189, 0.1323, 0.3087)  # at no step, the first …: 30 % lost at steps 2, 3 and 4
OPTIONS = ["a", "b", "c", "d"]
ITEMS: list[dict[str, Any]] = [
    {"id": "quality", "type": "rating", "scale": {"from": 1, "to": 10}, "stage": "use"},
    {"id": "expected", "type": "rating", "scale": {"from": 1, "to": 10}, "stage": "use"},
    {"id": "delight", "type": "rating", "scale": {"from": 1, "to": 10}},
    {"id": "recommend", "type": "rating", "scale": {"from": 0, "to": 10}, "stage": "use"},
    {"id": "effort", "type": "rating", "scale": {"from": 1, "to": 7}},
    {"id": "channel", "type": "single", "options": OPTIONS},
    {"id": "region", "type": "single", "options": OPTIONS},
    {"id": "habit", "type": "single", "options": OPTIONS, "stage": "use"},
    {"id": "plan", "type": "single", "options": OPTIONS, "stage": "use"},
    {"id": "steps", "type": "multi", "options": ["s1", "s2", "s3", "s4"]},
    {"id": "met", "type": "multi", "options": OPTIONS},
    {"id": "group", "type": "single", "options": ["x", "y", "z"]},
]
GIVEN = {
    "quality": Given(mean=6.8),
    "expected": Given(mean=7.4),
    "delight": Given(mean=9.3),
    "recommend": Given(mean=7.6),
    "effort": Given(mean=3.1),
    "channel": Given(shares={"a": 0.4, "b": 0.3, "c": 0.2, "d": 0.1}),
    "met": Given(shares={"a": 0.45, "b": 0.25, "c": 0.15, "d": 0.04}),
    "group": Given(shares={"x": 0.5, "y": 0.35, "z": 0.15}),
}
STUDY: dict[str, Any] = {
    "study": "simulated",
    "stages": [{"id": "use", "title": "Using it"}],
    "items": [item | {"text": f"{item['id']}?"} for item in ITEMS],
    "hypotheses": [
        {"id": "h", "says": "h", "claim": {"kind": "level", "item": "quality", "at_least": 5}}
    ],
}


def build_audience() -> Population:
    """Return the audience: answers that go together by person and stage, people in clusters."""
    questionnaire = build_questionnaire(Study.model_validate(STUDY), read_library())
    makeup = Makeup(PEOPLE, Likeness(person=0.2, stage=0.2, cluster=0.05), GIVEN)
    audience = build_population(questionnaire, makeup, seed=SEED)
    audience = funnel(audience)
    for _ in range(ROUNDS):
        audience = untie(tie(level_losses(audience)))
    return audience


def funnel(audience: Population) -> Population:
    """Return the audience with steps that are reached one after another."""
    column: Any = audience.columns["steps"]
    steps = replace(column, chosen=np.minimum.accumulate(column.chosen, axis=1))
    return replace(audience, columns={**audience.columns, "steps": steps})


def level_losses(audience: Population) -> Population:
    """Return the audience with exactly as many lost at each step."""
    column: Any = audience.columns["steps"]
    last = column.chosen.sum(axis=1)
    ended = np.bincount(last, audience.chances)
    return audience.with_chances(audience.chances * (np.array(ENDED) / ended)[last])


def tie(audience: Population) -> Population:
    """Return the audience with exactly as many who chose a as b: a ranking without a winner."""
    chosen = codes(audience, "channel")
    shares = np.bincount(chosen, audience.chances)
    level = (shares[0] + shares[1]) / 2
    factors = np.array([level / shares[0], level / shares[1], 1.0, 1.0])
    return audience.with_chances(audience.chances * factors[chosen])


def untie(audience: Population) -> Population:
    """Return the audience with channel and region exactly independent of each other."""
    cells = crossed(audience)
    independent = np.outer(cells.sum(axis=1), cells.sum(axis=0))
    factors = independent / cells
    chosen = factors[codes(audience, "channel"), codes(audience, "region")]
    return audience.with_chances(audience.chances * chosen)


def codes(audience: Population, item: str) -> NDArray[np.int64]:
    column: Any = audience.columns[item]
    return np.asarray(column.codes, dtype=np.int64)


def crossed(audience: Population, items: tuple[str, str] = ("channel", "region")) -> Floats:
    rows, columns = (codes(audience, item) for item in items)
    width = int(columns.max()) + 1
    flat = np.bincount(rows * width + columns, audience.chances)
    return np.asarray(flat.reshape(-1, width), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Audience:
    """Everybody's answers as plain arrays, with each person's share of the audience."""

    population: Population

    def mean(self, values: Floats, inside: NDArray[np.bool_] | None = None) -> float:
        weights = self.population.chances * (1.0 if inside is None else inside)
        return float(np.average(values, weights=weights))

    def rated(self, item: str) -> Floats:
        return self.population.columns[item].values()

    def group(self, level: int) -> NDArray[np.bool_]:
        return np.asarray(codes(self.population, "group") == level)

    def ticked(self, option: int) -> Floats:
        column: Any = self.population.columns["met"]
        return np.asarray(column.chosen[:, option], dtype=float)

    def gap(self, values: Floats) -> float:
        return self.mean(values, self.group(0)) - self.mean(values, self.group(1))

    def superiority(self, item: str, first: int, second: int) -> float:
        """Probability that one of a group answers higher than one of another, ties half."""
        of = codes(self.population, item)
        a, b = (
            np.bincount(of, self.population.chances * self.group(level), minlength=of.max() + 1)
            for level in (first, second)
        )
        a, b = a / a.sum(), b / b.sum()
        return float(a @ (np.cumsum(b) - b / 2))

    def promoted(self) -> Floats:
        rated = self.rated("recommend")
        return 100.0 * (rated >= 9) - 100.0 * (rated <= 6)

    def nps(self) -> float:
        return self.mean(self.promoted())

    def rank_correlation(self, item: str, other: str) -> float:
        """Spearman's, from the shares of both answers: mid-ranks are mean cumulated shares."""
        x, y = (self._mid_ranks(codes(self.population, one)) for one in (item, other))
        weights = self.population.chances
        covariance = np.cov(x, y, aweights=weights)
        return float(covariance[0, 1] / np.sqrt(covariance[0, 0] * covariance[1, 1]))

    def cramers_v(self, item: str, other: str) -> float:
        table = crossed(self.population, (item, other))
        people = 10_000_000  # scipy wants counts
        counts = np.rint(table * people).astype(int)
        return float(scipy_stats.contingency.association(counts, method="cramer"))

    def shares(self, item: str) -> Floats:
        found = np.bincount(codes(self.population, item), self.population.chances)
        return np.asarray(found, dtype=np.float64)

    def _mid_ranks(self, of: NDArray[np.int64]) -> Floats:
        shares = np.bincount(of, self.population.chances)
        return (np.cumsum(shares) - shares / 2)[of]
