"""What the answers say of each claim, in the whole audience and in each segment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Self

import numpy as np
from numpy.typing import NDArray

from validation import stats
from validation.claims import (
    Claim,
    EffectSize,
    Frame,
    Outcome,
    UnansweredError,
    UndividedError,
    WavesError,
)
from validation.errors import ResponseError, StatisticsError
from validation.stats import TestResult
from validation.study import Decision
from validation.verdicts.deciding import decide, p_value, shortages
from validation.verdicts.model import Effect, Figures, Shortage, Test, Verdict

NOTHING = Shortage(group="all", what="answers", found=0, must=1)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The outcome of one claim in one part of the audience, or what it lacks."""

    outcome: Outcome | None
    lacks: tuple[Shortage, ...]

    @property
    def over_waves(self) -> bool:
        """Whether it takes several waves, which a trend judges within its own error budget."""
        return any(one.what == "waves" for one in self.lacks)

    @property
    def p_value(self) -> float | None:
        """The uncorrected p-value; none where there are too few answers for a test."""
        return None if self.lacks or self.outcome is None else p_value(self.outcome)

    def without_influence(self) -> Self:
        """Return the same without the one number a respondent that covariances are made of."""
        if self.outcome is None:
            return self
        return replace(self, outcome=replace(self.outcome, estimate=self.outcome.estimate.alone()))


def gather(claim: Claim, frame: Frame, where: NDArray[np.bool_], decision: Decision) -> Evidence:
    """Return what a part of the audience says of a claim."""
    try:
        outcome = claim.outcome(frame, where, decision.confidence)
    except UnansweredError as error:
        return Evidence(None, (NOTHING.model_copy(update={"group": error.group}),))
    except UndividedError as error:
        return Evidence(None, tuple(shortages((error.group,), decision)))
    except WavesError as error:
        lacking = Shortage(group="all", what="waves", found=1, must=error.waves)
        return Evidence(None, (lacking,))
    except (ResponseError, StatisticsError):
        return Evidence(None, (NOTHING,))
    return Evidence(outcome, tuple(shortages(outcome.groups, decision)))


def settle(family: Sequence[Evidence], decision: Decision) -> list[Figures]:
    """Return the verdicts of a family, its p-values corrected together.

    Claims without a test stay in the family, as if their p-value were 1; those about several waves
    are not of it.
    """
    tested = [1.0 if one.p_value is None else one.p_value for one in family if not one.over_waves]
    adjusted = iter(stats.adjust(tested, decision.adjust))
    return [
        _figures(one, 1.0 if one.over_waves else float(next(adjusted)), decision) for one in family
    ]


def written(tests: Mapping[str, TestResult]) -> tuple[Test, ...]:
    """Return tests as they are kept."""
    return tuple(
        Test(
            name=name,
            statistic=test.statistic,
            df_num=test.df_num,
            df=test.df,
            p_value=test.p_value,
        )
        for name, test in tests.items()
        if isfinite(test.statistic) and isfinite(test.p_value)
    )


def _figures(evidence: Evidence, p_adjusted: float, decision: Decision) -> Figures:
    outcome, p = evidence.outcome, evidence.p_value
    if outcome is None:
        return Figures(verdict=Verdict.TOO_FEW, shortages=evidence.lacks)
    estimate = outcome.estimate
    names = ("estimate", "ci_low", "ci_high", "n_effective", "deff", "se", "df")
    return Figures(
        **{name: _number(getattr(estimate, name)) for name in names},
        n=estimate.n,
        interval=estimate.confidence,
        effect_size=_effect(outcome.effect_size),
        p_value=p,
        p_adjusted=None if p is None else p_adjusted,
        verdict=Verdict.TOO_FEW if p is None else decide(outcome, p_adjusted, decision),
        shortages=evidence.lacks,
    )


def _effect(size: EffectSize | None) -> Effect | None:
    if size is None or not isfinite(size.value):
        return None
    ends = {"ci_low": _number(size.ci_low), "ci_high": _number(size.ci_high)}
    return Effect(name=size.name, value=float(size.value), **ends, magnitude=size.magnitude)


def _number(value: float) -> float | None:
    return float(value) if isfinite(value) else None
