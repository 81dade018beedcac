"""Claims of change and trend: put to the test in the wave that answers them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite

import numpy as np

from validation.claims import ChangeClaim, OverWavesClaim, TrendClaim
from validation.trends.changes import Changes, build_changes
from validation.trends.deciding import BASELINE, CLAIM, PREVIOUS, SLOPE, Adjusted, Asked, Tests
from validation.trends.lined import NOWHERE, Lined
from validation.trends.lining import Lining
from validation.trends.model import ClaimFound, Trend
from validation.trends.slopes import Slopes
from validation.verdicts import Assessment, HypothesisVerdict, Shortage, Verdict, build_gap


@dataclass(frozen=True, slots=True)
class Question:
    """One claim at one wave: which change or slope answers it, and by which test."""

    hypothesis: int
    row: int
    claim: OverWavesClaim
    found: Changes | Slopes
    kind: int

    @property
    def is_answered(self) -> bool:
        """Whether there are waves enough for a test."""
        return isfinite(float(self.found.p_value[self.row]))

    @property
    def p_values(self) -> tuple[float, float]:
        """The p-values for and against the claim."""
        return self.claim.judged(lambda bound: self.found.sides(self.row, bound))


def build_questions(lining: Lining, lined: Lined, wave: int, tests: Tests) -> list[Question]:
    """Return the claims of change and trend, each with what this wave says of it."""
    names = {one.wave: at for at, one in enumerate(lining.material[:wave])}
    wholes = {row.key.hypothesis: at for at, row in enumerate(lining.rows) if not row.key.level}
    return [
        Question(
            at,
            wholes[one.id],
            one.claim,
            *_found((one.claim, wholes[one.id]), lined, wave, (tests, names)),
        )
        for at, one in enumerate(lining.study.hypotheses)
        if isinstance(one.claim, OverWavesClaim)
    ]


def asked_of(questions: list[Question], hypotheses: int) -> Asked:
    """Return which tests come first, and the p-values of bounds that no other test has."""
    asked = Asked.nothing(hypotheses)
    for one in questions:
        if one.is_answered:
            asked.first[one.hypothesis] = one.kind
            if one.kind == CLAIM:
                asked.own[one.hypothesis] = min(one.p_values)
    return asked


def settle_claims(
    questions: list[Question], adjusted: Adjusted, scale: float, wave: tuple[Lining, int]
) -> Iterator[ClaimFound]:
    """Yield what each claim has come to.

    Args:
        questions: the claims at this wave.
        adjusted: p-values of the wave, at its own error.
        scale: what makes them p-values at the error of the whole budget.
        wave: all waves, and which one it is.
    """
    lining, at = wave
    decision = lining.study.decision
    for one in questions:
        found = _claim(one, lining, at)
        if not one.is_answered:
            yield found
            continue
        p = adjusted.of_claims[one.hypothesis]
        if one.kind != CLAIM:
            p = adjusted.of_series[one.row, one.kind]
        p_adjusted = min(1.0, float(p) * scale)
        support, refute = one.p_values
        verdict = Verdict.SUPPORTED if support < refute else Verdict.REFUTED
        told = verdict if p_adjusted < decision.alpha else Verdict.INCONCLUSIVE
        yield found.model_copy(
            update={
                **_numbers(one, decision.confidence),
                "p_value": min(support, refute),
                "p_adjusted": p_adjusted,
                "verdict": told,
                "shortages": (),
            }
        )


def complete_assessment(assessment: Assessment, trend: Trend, wave: str) -> Assessment:
    """Return the assessment of a wave, with its claims of change and trend judged."""
    claims = trend.claims_at(wave)
    hypotheses = [
        _completed(one, claims[one.id]) if one.id in claims else one
        for one in assessment.hypotheses
    ]
    return assessment.model_copy(update={"hypotheses": tuple(hypotheses)})


def _completed(verdict: HypothesisVerdict, found: ClaimFound) -> HypothesisVerdict:
    judged = verdict.model_copy(update=_numbers_of(found))
    gaps = (build_gap(one.role, one.forecast, judged) for one in verdict.gaps)
    return judged.model_copy(update={"gaps": tuple(gaps)})


def _numbers_of(found: ClaimFound) -> dict[str, object]:
    names = (
        "estimate",
        "se",
        "df",
        "ci_low",
        "ci_high",
        "p_value",
        "p_adjusted",
        "n",
        "n_effective",
    )
    return {name: getattr(found, name) for name in (*names, "interval", "verdict", "shortages")}


def _found(
    claimed: tuple[OverWavesClaim, int],
    lined: Lined,
    wave: int,
    known: tuple[Tests, Mapping[str, int]],
) -> tuple[Changes | Slopes, int]:
    claim, row = claimed
    tests, names = known
    if isinstance(claim, TrendClaim):
        return tests.slopes, CLAIM if claim.within else SLOPE
    if not isinstance(claim, ChangeClaim) or claim.since == "previous":
        return tests.previous, _kind(claim, PREVIOUS)
    if claim.since == "baseline":
        is_previous = tests.baseline.before[row] == NOWHERE
        chosen = (tests.previous, PREVIOUS) if is_previous else (tests.baseline, BASELINE)
        return chosen[0], _kind(claim, chosen[1])
    named = names.get(claim.since, NOWHERE)
    usable = named != NOWHERE and lined.stretch(wave)[row, named]
    before = np.full(lined.part.size, NOWHERE)
    before[row] = named if usable else NOWHERE
    return build_changes(lined, wave, before), CLAIM


def _kind(claim: OverWavesClaim, kind: int) -> int:
    """The test of the same number against 0, or one of its own."""
    return CLAIM if isinstance(claim, ChangeClaim) and claim.by else kind


def _claim(one: Question, lining: Lining, at: int) -> ClaimFound:
    region, row = one.claim.region(), lining.rows[one.row]
    told = (
        sum(row.run[earlier] == row.run[at] for earlier in range(at + 1)) if row.run[at] >= 0 else 0
    )
    figures = row.figures[at]
    before = int(one.found.before[one.row]) if isinstance(one.found, Changes) else NOWHERE
    lacking = Shortage(
        group="all", what="waves", found=min(told, one.claim.waves - 1), must=one.claim.waves
    )
    return ClaimFound(
        hypothesis=row.key.hypothesis,
        wave=lining.material[at].wave,
        since=None if before == NOWHERE else lining.material[before].wave,
        kind="change" if isinstance(one.claim, ChangeClaim) else "trend",
        unit=one.claim.unit(),
        low=region.low if isfinite(region.low) else None,
        high=region.high if isfinite(region.high) else None,
        n=0 if figures is None else figures.n,
        n_effective=None if figures is None else figures.n_effective,
        verdict=Verdict.TOO_FEW,
        shortages=(lacking,) if figures is None or not figures.shortages else figures.shortages,
    )


def _numbers(one: Question, confidence: float) -> dict[str, float]:
    steady = isinstance(one.claim, TrendClaim) and one.claim.within is not None
    interval = 1 - 2 * (1 - confidence) if steady else confidence
    low, high = one.found.interval(interval)
    numbers = {name: float(getattr(one.found, name)[one.row]) for name in ("estimate", "se", "df")}
    ends = {"ci_low": float(low[one.row]), "ci_high": float(high[one.row])}
    return {**numbers, **ends, "interval": interval}
