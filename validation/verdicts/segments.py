"""Where across the audience a hypothesis holds: each declared segment, an exploratory family."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from validation import stats
from validation.claims import Frame
from validation.errors import StatisticsError
from validation.verdicts.evidence import Evidence, gather, settle, written
from validation.verdicts.model import Heterogeneity, SegmentVerdict, Test, Verdict
from validation.verdicts.plans import Plan, PlannedClaim

Masks = Mapping[str, NDArray[np.bool_]]


@dataclass(frozen=True, slots=True)
class Split:
    """One hypothesis by all declared segments."""

    segments: tuple[SegmentVerdict, ...] = ()
    heterogeneity: tuple[Heterogeneity, ...] = ()

    def and_by(self, segments: tuple[SegmentVerdict, ...], whole: Heterogeneity) -> Self:
        """Return the split with one variable more."""
        return replace(
            self,
            segments=(*self.segments, *segments),
            heterogeneity=(*self.heterogeneity, whole),
        )


def assess_segments(
    plan: Plan, frame: Frame, inside: Masks, made_of: Mapping[str, str]
) -> dict[str, Split]:
    """Return, for each hypothesis, its segments and their heterogeneity.

    Each variable is a family of its own: all hypotheses on all its levels, corrected together. A
    claim about the variable, or about the item that its bands are made of, is not split by it:
    who gave a low answer gave a low answer. A persona is split by the levels that it has, where
    these are two or more.

    Args:
        plan: claims, segments and decision rule.
        frame: everybody's answers.
        inside: whom each claim is about.
        made_of: bands → the item that they are made of.
    """
    split = {claim.id: Split() for claim in plan.claims}
    for variable in plan.audience.segments:
        if variable in frame.columns:
            about = {variable, made_of.get(variable, variable)}
            levels = {
                claim.id: _levels(claim, variable, frame)
                for claim in plan.claims
                if about.isdisjoint(measure.item for measure in claim.claim.measures())
            }
            several = {claim: found for claim, found in levels.items() if len(found) > 1}
            for claim, segments, whole in _family(plan, frame, inside, variable, several):
                split[claim] = split[claim].and_by(segments, whole)
    return split


def _levels(claim: PlannedClaim, variable: str, frame: Frame) -> tuple[str, ...]:
    levels = frame.column(variable).levels
    if variable not in claim.persona:
        return levels
    return tuple(level for level in levels if level in claim.persona[variable])


def _family(
    plan: Plan, frame: Frame, inside: Masks, variable: str, levels: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, tuple[SegmentVerdict, ...], Heterogeneity]]:
    claims = [claim for claim in plan.claims if claim.id in levels]
    parts = {level: frame.where({variable: (level,)}) for level in frame.column(variable).levels}
    evidence = {
        (claim.id, level): gather(
            claim.claim, frame, inside[claim.id] & parts[level], plan.decision
        )
        for claim in claims
        for level in levels[claim.id]
    }
    settled = dict(zip(evidence, settle(list(evidence.values()), plan.decision), strict=True))
    for claim in claims:
        here = [(claim.id, level) for level in levels[claim.id]]
        segments = tuple(
            SegmentVerdict(**dict(settled[key]), variable=variable, level=key[1]) for key in here
        )
        test = _test(claim, [evidence[key] for key in here], frame)
        yield claim.id, segments, _heterogeneity(variable, segments, test)


def _heterogeneity(
    variable: str, segments: tuple[SegmentVerdict, ...], test: tuple[Test, ...]
) -> Heterogeneity:
    counts = Counter(segment.verdict for segment in segments)
    return Heterogeneity(
        variable=variable,
        supported=counts[Verdict.SUPPORTED],
        refuted=counts[Verdict.REFUTED],
        open=counts[Verdict.INCONCLUSIVE] + counts[Verdict.TOO_FEW],
        only_among=_only_among(segments),
        test=test[0] if test else None,
    )


def _only_among(segments: tuple[SegmentVerdict, ...]) -> tuple[str, ...]:
    """The levels of which "only among" may be said: not shown elsewhere is not refuted there."""
    holds = tuple(one.level for one in segments if one.verdict is Verdict.SUPPORTED)
    elsewhere = [one.verdict for one in segments if one.verdict is not Verdict.SUPPORTED]
    refuted = bool(elsewhere) and set(elsewhere) == {Verdict.REFUTED}
    return holds if refuted else ()


def _test(claim: PlannedClaim, evidence: list[Evidence], frame: Frame) -> tuple[Test, ...]:
    estimates = [
        one.outcome.estimate for one in evidence if one.outcome is not None and not one.lacks
    ]
    if not claim.claim.comparable or len(estimates) < 2:  # noqa: PLR2004 (two to differ)
        return ()
    try:
        test = stats.wald(stats.combine(estimates, frame.design))
    except StatisticsError:
        return ()
    return written({"wald": test})
