"""Where across the audience a hypothesis holds: each declared segment, an exploratory family."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from validation.study import Decision
from validation.verdicts.evidence import settle
from validation.verdicts.gathering import Gathered, Levels
from validation.verdicts.model import Figures, Heterogeneity, SegmentVerdict, Verdict


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


def settle_segments(gathered: Mapping[str, Gathered], decision: Decision) -> dict[str, Split]:
    """Return, for each hypothesis, its segments and their heterogeneity.

    Each variable is a family of its own: all hypotheses on all its levels, corrected together.
    """
    split = {claim: Split() for claim in gathered}
    variables = dict.fromkeys(name for one in gathered.values() for name in one.segments)
    for variable in variables:
        levels = {
            claim: one.segments[variable]
            for claim, one in gathered.items()
            if variable in one.segments
        }
        settled = _family(levels, decision)
        for claim, found in levels.items():
            segments = tuple(
                SegmentVerdict(**dict(settled[claim, level]), variable=variable, level=level)
                for level in found.evidence
            )
            whole = _heterogeneity(variable, segments, found)
            split[claim] = split[claim].and_by(segments, whole)
    return split


def _family(levels: Mapping[str, Levels], decision: Decision) -> dict[tuple[str, str], Figures]:
    evidence = {
        (claim, level): one
        for claim, found in levels.items()
        for level, one in found.evidence.items()
    }
    return dict(zip(evidence, settle(list(evidence.values()), decision), strict=True))


def _heterogeneity(
    variable: str, segments: tuple[SegmentVerdict, ...], found: Levels
) -> Heterogeneity:
    counts = Counter(segment.verdict for segment in segments)
    return Heterogeneity(
        variable=variable,
        supported=counts[Verdict.SUPPORTED],
        refuted=counts[Verdict.REFUTED],
        open=counts[Verdict.INCONCLUSIVE] + counts[Verdict.TOO_FEW],
        test=found.test,
    )
