"""How many answers each claim needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from pydantic import Field

from validation import stats
from validation.claims import Asked
from validation.study import Document, Id
from validation.verdicts.plans import Plan


class Size(Document):
    """The answers that one claim needs, and what that rests on."""

    id: Id
    kind: str
    unit: str
    persona: bool = Field(description="whether the answers are those of a persona alone")
    effect: float = Field(description="the smallest departure from the bound that matters")
    sd: float = Field(description="standard deviation per answer: all answers equally frequent")
    answers: int
    invitations: int | None = Field(None, description="at the response rate given")


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is wanted and expected of a wave to come."""

    power: float = 0.8
    deff: float = 1.0
    response_rate: float | None = None


def sizes(plan: Plan, asked: Mapping[str, Asked], assumed: Assumed) -> Iterator[Size]:
    """Yield how many answers each claim needs for the power wanted.

    Every claim is planned with the strictest error that the correction can ask of it (α over the
    number of claims), with the spread of equally frequent answers, and with the finite population
    where the sample is a probability sample of a known size. A claim about a persona needs so
    many answers of that persona.
    """
    audience = plan.audience
    population = audience.size if audience.sample == "probability" else None
    for claim in plan.claims:
        effect, sd = claim.claim.smallest_effect(asked), claim.claim.spread(asked)
        answers = stats.required_n(
            effect,
            sd,
            power=assumed.power,
            confidence=1 - plan.error_share,
            deff=assumed.deff,
            population=None if claim.persona else population,
        )
        yield Size(
            id=claim.id,
            kind=claim.claim.kind,
            unit=claim.claim.unit(),
            persona=bool(claim.persona),
            effect=effect,
            sd=sd,
            answers=answers,
            invitations=assumed.response_rate and ceil(answers / assumed.response_rate),
        )
