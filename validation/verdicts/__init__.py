"""From the analysis frame to verdicts: estimate, adjust, decide."""

from validation.verdicts.assessing import Planned, assess, build_gap
from validation.verdicts.comparing import assess_screened
from validation.verdicts.deciding import shortages
from validation.verdicts.deviations import Deviation, deviations
from validation.verdicts.hearing import Assumption, FieldedStratum, Fielding, Hearing
from validation.verdicts.model import (
    Assessment,
    Differing,
    Effect,
    Figures,
    FlagCount,
    Gap,
    Heterogeneity,
    HypothesisVerdict,
    Screened,
    SegmentVerdict,
    Shortage,
    Verdict,
)
from validation.verdicts.planning import Assumed, Size, bottleneck, most_answers, sizes
from validation.verdicts.plans import Plan, PlannedClaim, build_plan
from validation.verdicts.toplines import Topline, build_topline

__all__ = [
    "Assessment",
    "Assumed",
    "Assumption",
    "Deviation",
    "Differing",
    "Effect",
    "FieldedStratum",
    "Fielding",
    "Figures",
    "FlagCount",
    "Gap",
    "Hearing",
    "Heterogeneity",
    "HypothesisVerdict",
    "Plan",
    "Planned",
    "PlannedClaim",
    "Screened",
    "SegmentVerdict",
    "Shortage",
    "Size",
    "Topline",
    "Verdict",
    "assess",
    "assess_screened",
    "bottleneck",
    "build_gap",
    "build_plan",
    "build_topline",
    "deviations",
    "most_answers",
    "shortages",
    "sizes",
]
