"""How many answers each claim needs, and what a number of answers can show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from pydantic import Field

from validation import stats
from validation.claims import Asked
from validation.errors import StatisticsError
from validation.study import Document, Id
from validation.verdicts.plans import Plan, PlannedClaim

WORST_SHARE = 0.5
EACH_WAVE = 0.7 / 11  # of a claim's error over 12 waves, what one wave has (decision 0021)
NEAR_BOUND = frozenset({"share", "score"})  # kinds whose share the bound itself tells


class Size(Document):
    """The answers that one claim needs, and what that rests on."""

    id: Id
    kind: str
    unit: str
    persona: bool = Field(description="whether the answers are those of a persona alone")
    effect: float = Field(description="the smallest departure from the bound that matters")
    sd: float = Field(description="standard deviation per answer that is planned with")
    answers: int
    share: float | None = Field(1.0, description="of the answers that count; null if not known")
    total: int | None = Field(description="answers of the whole wave; null if not known")
    invitations: int | None = Field(None, description="for the total, at the response rate given")
    power: float | None = Field(None, description="with the answers given")
    detectable: float | None = Field(
        None, description="smallest effect they show; null if none can"
    )


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is wanted and expected of a wave to come; `answers` that it can have in all."""

    power: float = 0.8
    deff: float = 1.0
    response_rate: float | None = None
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What one claim is planned with."""

    effect: float
    sd: float
    test: stats.Planned
    confidence: float
    deff: float
    population: float | None

    def answers(self, power: float) -> int:
        """Return the answers that find the effect so often."""
        return self.test.required_n(
            power=power,
            confidence=self.confidence,
            deff=self.deff,
            population=self.population,
        )

    def power(self, answers: float) -> float:
        """Return how often so many answers find the effect."""
        return self.test.power(
            answers, confidence=self.confidence, deff=self.deff, population=self.population
        )

    def detectable(self, answers: float, power: float) -> float | None:
        """Return the smallest effect that so many answers find so often, if there is one."""
        try:
            return self.test.least_effect(
                answers,
                power=power,
                confidence=self.confidence,
                deff=self.deff,
                population=self.population,
            )
        except StatisticsError:
            return None


def sizes(plan: Plan, asked: Mapping[str, Asked], assumed: Assumed) -> Iterator[Size]:
    """Yield how many answers each claim needs for the power wanted.

    Every claim is planned with the strictest error that the correction can ask of it (α over the
    number of claims), and with the finite population where the sample is a probability sample of
    a known size. Ratings are planned with the spread of equally frequent answers, shares with the
    largest spread that they have within the effect of their bound, differences with the known
    margins of their segment. Sameness is planned as two one-sided tests. A claim about a persona
    needs so many answers of that persona; how many in all that makes, its margin says.

    Where `assumed` says how many answers there can be, each claim says what they can show.
    """
    for claim in plan.claims:
        need = _need(claim, plan, asked, assumed)
        share = _share_of(claim, plan)
        answers = need.answers(assumed.power)
        total = None if share is None else ceil(answers / share)
        rate = assumed.response_rate
        yield Size(
            id=claim.id,
            kind=claim.claim.kind,
            unit=claim.claim.unit(),
            persona=bool(claim.persona),
            effect=need.effect,
            sd=need.sd,
            answers=answers,
            share=share,
            total=total,
            invitations=None if rate is None or total is None else ceil(total / rate),
            **_shown(need, assumed, share, claim.claim.limits(asked)),
        )


def bottleneck(needed: Sequence[Size]) -> Size | None:
    """Return the claim that needs the largest wave, of those for which it is known."""
    known = [size for size in needed if size.total is not None]
    return max(known, key=lambda size: size.total or 0, default=None)


def most_answers(needed: Sequence[Size]) -> int:
    """Return the answers that a wave needs for all of its claims.

    Where it is not known how many of the audience a claim is about, the answers of those alone.
    """
    largest = bottleneck(needed)
    if largest is not None and largest.total is not None:
        return largest.total
    return max(size.answers for size in needed)


def _need(claim: PlannedClaim, plan: Plan, asked: Mapping[str, Asked], assumed: Assumed) -> Need:
    audience = plan.audience
    sd = _spread(claim, plan, asked)
    finite = audience.sample == "probability" and not claim.persona
    return Need(
        effect=claim.claim.smallest_effect(asked),
        sd=sd,
        test=claim.claim.planned(asked, sd),
        confidence=1 - _error(claim, plan),
        deff=assumed.deff,
        population=audience.size if finite else None,
    )


def _error(claim: PlannedClaim, plan: Plan) -> float:
    """The error that a claim is planned with; of several waves, its part of their one budget."""
    if claim.claim.over_waves:
        return plan.decision.alpha / len(plan.claims) * EACH_WAVE
    return plan.error_share


def _spread(planned: PlannedClaim, plan: Plan, asked: Mapping[str, Asked]) -> float:
    claim = planned.claim
    if claim.kind not in NEAR_BOUND or claim.unit() != "share":
        # how a persona is divided, the margins of the audience do not say
        return claim.spread_among(asked, {} if planned.persona else plan.audience.margins)
    effect = claim.smallest_effect(asked)
    return max(_share_spread(bound, effect) for _, bound in claim.region().bounds())


def _share_spread(bound: float, effect: float) -> float:
    """Return the largest standard deviation of shares at most the effect away from the bound."""
    nearest = min(max(WORST_SHARE, bound - effect), bound + effect)
    return float((nearest * (1 - nearest)) ** 0.5)


def _share_of(claim: PlannedClaim, plan: Plan) -> float | None:
    """Return the share of the audience that a claim is about, where one margin tells it."""
    if not claim.persona:
        return 1.0
    margins = plan.audience.margins
    if len(claim.persona) > 1 or not claim.persona.keys() <= margins.keys():
        return None
    [(item, levels)] = claim.persona.items()
    margin = margins[item]
    return sum(margin.get(level, 0.0) for level in levels) / sum(margin.values()) or None


def _shown(
    need: Need, assumed: Assumed, share: float | None, limits: tuple[float, float]
) -> dict[str, float | None]:
    """Return what the answers there can be show; no effect that is larger than can be."""
    if assumed.answers is None or share is None:
        return {}
    answers = assumed.answers * share
    effect = need.detectable(answers, assumed.power)
    possible = effect is not None and effect < limits[1] - limits[0]
    return {"power": need.power(answers), "detectable": effect if possible else None}
