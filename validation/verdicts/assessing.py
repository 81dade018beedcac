"""One wave against one plan: every hypothesis, in the whole audience and in each segment."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from validation import stats
from validation.claims import Asked, Claim, Frame
from validation.study import BandsItem, Hypothesis, Study
from validation.verdicts.deciding import is_wide
from validation.verdicts.evidence import Evidence, settle, written
from validation.verdicts.gathering import gather_all
from validation.verdicts.hearing import Fielding, build_hearing
from validation.verdicts.model import Assessment, Figures, Gap, HypothesisVerdict, Verdict
from validation.verdicts.plans import Plan
from validation.verdicts.segments import settle_segments
from validation.weighting import Weighting

POWER = 0.8
BY_SPREAD = (stats.PlannedMean, stats.PlannedEquivalence)
SHARES = ("share", "score")  # kinds whose estimate may be a share, and not a gap of two


@dataclass(frozen=True, slots=True)
class Planned:
    """What is known before the answers: the study, its plan, and the form of each item.

    `before` says whether the plan stood before the first answer, `fielding` how people were asked
    where Todenna asked them.
    """

    study: Study
    plan: Plan
    asked: Mapping[str, Asked]
    before: bool = False
    fielding: Fielding | None = None


def assess(planned: Planned, frame: Frame, weighting: Weighting) -> Assessment:
    """Return the verdicts of a wave.

    Args:
        planned: the study with its claims bound to items, its plan and the items' forms.
        frame: everybody's answers, with the weighted design.
        weighting: what weighting did.
    """
    plan = planned.plan
    made_of = {item.id: item.of for item in planned.study.items if isinstance(item, BandsItem)}
    gathered = gather_all(plan, frame, made_of)
    family = [one.whole for one in gathered.values()]
    split = settle_segments(gathered, plan.decision)
    settled = zip(planned.study.hypotheses, family, settle(family, plan.decision), strict=True)
    return Assessment(
        study=planned.study.study,
        plan_hash=plan.hash,
        n=frame.n,
        confidence=plan.decision.confidence,
        adjust=plan.decision.adjust,
        family=sum(not one.over_waves for one in family),
        hearing=build_hearing(
            planned.study, weighting, planned.fielding, planned_before=planned.before
        ),
        hypotheses=tuple(
            _verdict(planned, hypothesis, evidence, figures).model_copy(
                update={
                    "segments": split[hypothesis.id].segments,
                    "heterogeneity": split[hypothesis.id].heterogeneity,
                }
            )
            for hypothesis, evidence, figures in settled
        ),
    )


def _verdict(
    planned: Planned, hypothesis: Hypothesis, evidence: Evidence, figures: Figures
) -> HypothesisVerdict:
    claim = hypothesis.claim
    region = claim.region()
    outcome = evidence.outcome
    return HypothesisVerdict(
        **dict(figures),
        id=hypothesis.id,
        kind=claim.kind,
        says=hypothesis.says,
        caveat=hypothesis.caveat,
        stage=hypothesis.stage,
        aspect=hypothesis.aspect,
        persona=hypothesis.persona,
        unit=claim.unit(),
        low=region.low if isfinite(region.low) else None,
        high=region.high if isfinite(region.high) else None,
        wide=claim.kind in SHARES and claim.unit() == "share" and is_wide(outcome),
        smallest_effect=claim.smallest_effect(planned.asked),
        answers_needed=_answers_needed(claim, figures, planned),
        gaps=tuple(build_gap(*one, figures) for one in hypothesis.forecast.items()),
        beside=written(outcome.beside) if outcome else (),
    )


def build_gap(role: str, forecast: float, figures: Figures) -> Gap:
    """Return how far what a role expected is from what was found."""
    if figures.estimate is None or figures.ci_low is None or figures.ci_high is None:
        return Gap(role=role, forecast=forecast, gap=None, outside=None)
    outside = not figures.ci_low <= forecast <= figures.ci_high
    return Gap(role=role, forecast=forecast, gap=forecast - figures.estimate, outside=outside)


def _answers_needed(claim: Claim, figures: Figures, planned: Planned) -> int | None:
    """Return the n of a new wave, from the variance that one answer had in this one."""
    if figures.verdict is not Verdict.INCONCLUSIVE or not figures.se:
        return None
    test = claim.planned(planned.asked, figures.se * figures.n**0.5)
    # the spread just seen has the design in it already; other tests are planned for simple samples
    deff = 1.0 if isinstance(test, BY_SPREAD) else figures.deff or 1.0
    confidence = 1 - planned.plan.error_share
    return test.required_n(power=POWER, confidence=confidence, deff=deff)
