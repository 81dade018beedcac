"""The evidence on every claim of a plan: in the whole audience, and at each level of a segment.

Claims about the same items are looked at together, on the groups of respondents who answer these
items alike. Influence values, one number a row and estimate, are let go as soon as the levels of
a segment have been compared: what is kept does not grow with the respondents.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from validation import stats
from validation.claims import Alike, Frame
from validation.errors import StatisticsError
from validation.verdicts.evidence import Evidence, gather, written
from validation.verdicts.model import Test
from validation.verdicts.plans import Plan, PlannedClaim


@dataclass(frozen=True, slots=True)
class Levels:
    """The evidence on a claim at each level of a variable, and the test of their being the same."""

    evidence: Mapping[str, Evidence]
    test: Test | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """The evidence on a claim in the whole audience, and by variable."""

    whole: Evidence
    segments: Mapping[str, Levels]


def gather_all(plan: Plan, frame: Frame, made_of: Mapping[str, str]) -> dict[str, Gathered]:
    """Return the evidence on every claim, in the order of the plan.

    A claim about a segment's variable, or about the item that its bands are made of, is not split
    by it: who gave a low answer gave a low answer. A persona is split by the levels that it has,
    where these are two or more.

    Args:
        plan: claims, segments and decision rule.
        frame: everybody's answers.
        made_of: bands → the item that they are made of.
    """
    alike = Alike(frame, plan.audience.segments)
    by_items: dict[frozenset[str], list[PlannedClaim]] = {}
    for claim in plan.claims:
        by_items.setdefault(_items(claim), []).append(claim)
    found = {}
    for items, claims in by_items.items():
        answers = alike.by(sorted(items))
        for claim in claims:
            levels = dict(_levels(plan, claim, answers, made_of))
            found[claim.id] = _gathered(plan, claim, answers, levels)
    return {claim.id: found[claim.id] for claim in plan.claims}


def _items(claim: PlannedClaim) -> frozenset[str]:
    asked = {measure.item for measure in claim.claim.measures() if measure.item is not None}
    return frozenset(asked | set(claim.persona))


def _levels(
    plan: Plan, claim: PlannedClaim, frame: Frame, made_of: Mapping[str, str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    if claim.claim.over_waves:
        return
    for variable in plan.audience.segments:
        about = {variable, made_of.get(variable, variable)}
        asked = {measure.item for measure in claim.claim.measures()}
        if variable in frame.columns and about.isdisjoint(asked):
            levels = frame.column(variable).levels
            if variable in claim.persona:
                levels = tuple(level for level in levels if level in claim.persona[variable])
            if len(levels) > 1:
                yield variable, levels


def _gathered(
    plan: Plan, claim: PlannedClaim, frame: Frame, split: Mapping[str, tuple[str, ...]]
) -> Gathered:
    inside = _inside(frame, claim.persona)
    whole = gather(claim.claim, frame, inside, plan.decision).without_influence()
    segments = {}
    for variable, levels in split.items():
        evidence = {
            level: gather(
                claim.claim, frame, inside & frame.where({variable: (level,)}), plan.decision
            )
            for level in levels
        }
        test = _test(claim, list(evidence.values()), frame)
        kept = {level: one.without_influence() for level, one in evidence.items()}
        segments[variable] = Levels(kept, test)
    return Gathered(whole, segments)


def _inside(frame: Frame, persona: Mapping[str, tuple[str, ...]]) -> NDArray[np.bool_]:
    if not persona.keys() <= frame.columns.keys():
        return np.zeros(frame.n, dtype=bool)
    return frame.where(persona)


def _test(claim: PlannedClaim, evidence: list[Evidence], frame: Frame) -> Test | None:
    estimates = [
        one.outcome.estimate for one in evidence if one.outcome is not None and not one.lacks
    ]
    if not claim.claim.comparable or len(estimates) < 2:  # noqa: PLR2004 (two to differ)
        return None
    try:
        test = stats.wald(stats.combine(estimates, frame.design))
    except StatisticsError:
        return None
    return next(iter(written({"wald": test})), None)
