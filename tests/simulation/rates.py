"""How often verdicts are wrong, and intervals miss, over many samples of the invented audience."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from tests.simulation.cases import Case
from validation import stats
from validation.claims import Claim, Frame, Outcome
from validation.errors import TodennaError
from validation.simulation import Population, Sampling, draw

CONFIDENCE = 0.95
ALPHA = 0.05
ROUNDING = 1e-9
SELDOM = 10  # of so many samples one also shows bounds that are moved


@dataclass(slots=True)
class Tally:
    """What was counted of one case: verdicts on the bound, next to it, and intervals that hold."""

    case: Case
    samples: int = 0
    moved: int = 0
    supported: int = 0
    refuted: int = 0
    supported_outside: int = 0
    refuted_inside: int = 0
    covered: int = 0

    @property
    def wrong(self) -> float:
        """The share of samples with a verdict that is wrong on the bound."""
        sides = [self.rate(getattr(self, side)) for side in self.case.wrong]
        return max(sides) if self.case.sameness else sum(sides)

    @property
    def wrong_beside(self) -> float:
        """The larger share of wrong verdicts with the truth a step on either side."""
        return max(self.supported_outside, self.refuted_inside) / max(1, self.moved)

    @property
    def coverage(self) -> float:
        """The share of intervals that contain the truth."""
        return self.rate(self.covered)

    def rate(self, count: int) -> float:
        """Return a count as a share of the samples that had a test."""
        return count / max(1, self.samples)


@dataclass(slots=True)
class Cell:
    """One way of drawing samples: a tally a case, and how often any claim of the plan was wrong."""

    sampling: Sampling
    tallies: list[Tally]
    replicates: int = 0
    any_wrong: int = 0
    claims: Mapping[tuple[int, int], Claim] = field(default_factory=dict)

    @property
    def family_wise(self) -> float:
        """The share of samples in which Holm's correction left any wrong verdict."""
        return self.any_wrong / max(1, self.replicates)


def run_cell(
    population: Population,
    cases: Sequence[Case],
    sampling: Sampling,
    *,
    replicates: int,
    seed: int,
) -> Cell:
    """Return what became of the cases in that many samples."""
    random = np.random.default_rng(seed)
    claims = {
        (at, steps): case.claim(steps)
        for at, case in enumerate(cases)
        for steps in ((-1, 0, 1) if case.step else (0,))
    }
    cell = Cell(sampling, [Tally(case) for case in cases], claims=claims)
    for replicate in range(replicates):
        frame = draw(population, sampling, random)
        _count(cell, frame, whole=replicate % SELDOM == 0)
    return cell


def _count(cell: Cell, frame: Frame, *, whole: bool) -> None:
    outcomes = [_outcome(cell.claims[at, 0], frame) for at in range(len(cell.tallies))]
    for at, outcome in enumerate(outcomes):
        _note(cell.tallies[at], outcome)
        if whole and cell.tallies[at].case.step:
            _note_beside(cell, at, frame)
    cell.replicates += 1
    cell.any_wrong += _any_wrong([tally.case for tally in cell.tallies], outcomes)


def _outcome(claim: Claim, frame: Frame) -> Outcome | None:
    try:
        return claim.outcome(frame, np.ones(frame.n, dtype=bool), CONFIDENCE)
    except TodennaError:
        return None


def _note(tally: Tally, outcome: Outcome | None) -> None:
    if outcome is None:
        return
    tally.samples += 1
    tally.supported += outcome.p_support < ALPHA
    tally.refuted += outcome.p_refute < ALPHA
    estimate = outcome.estimate
    tally.covered += estimate.ci_low - ROUNDING <= tally.case.truth <= estimate.ci_high + ROUNDING


def _note_beside(cell: Cell, at: int, frame: Frame) -> None:
    """Note verdicts with the bound moved a step to either side: a claim that is true, or false."""
    below, above = (_outcome(cell.claims[at, steps], frame) for steps in (-1, 1))
    if below is None or above is None:
        return
    rises = not np.isfinite(cell.claims[at, 0].region().high)
    true, false = (below, above) if rises else (above, below)
    tally = cell.tallies[at]
    tally.moved += 1
    tally.refuted_inside += true.p_refute < ALPHA
    tally.supported_outside += false.p_support < ALPHA


def _any_wrong(cases: Sequence[Case], outcomes: Sequence[Outcome | None]) -> bool:
    """Say whether Holm's correction leaves any wrong verdict; untested claims count as p = 1."""
    p_values = [
        1.0 if outcome is None else min(outcome.p_support, outcome.p_refute) for outcome in outcomes
    ]
    adjusted = stats.adjust(p_values, "holm")
    return any(
        p < ALPHA and outcome is not None and _side(outcome) in case.wrong
        for p, case, outcome in zip(adjusted, cases, outcomes, strict=True)
    )


def _side(outcome: Outcome) -> str:
    return "supported" if outcome.p_support < outcome.p_refute else "refuted"
