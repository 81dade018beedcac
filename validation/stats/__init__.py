"""Design-based estimation, tests, raking and power: numbers in, results out, no survey words.

Conventions: differences are a - b and y - x. Missing answers (NaN, or -1 in codes) leave the row
in the design and out of the domain. Intervals and tests use t with the degrees of freedom of the
domain, first-stage units minus strata that occur in it (R: degf(subset(design))); rank tests take
one less a contrast, as R does. `deff` compares with simple random sampling with replacement (R:
deff="replace"), and the effective n is n / deff. Numbers that cannot be used raise a
StatisticsError that says where, what was found, what must be and what to do.
"""

from validation.stats.contingency import chi_square
from validation.stats.contrasts import combine, contrast, difference, equivalence, wald
from validation.stats.correlations import correlation
from validation.stats.dependence import cramers_v
from validation.stats.design import Design
from validation.stats.distributions import t_outside, t_quantiles
from validation.stats.gaps import near_end, share_difference
from validation.stats.goodness import goodness_of_fit
from validation.stats.grouping import Grouped, Grouping
from validation.stats.item_ranks import each_rank_test
from validation.stats.items import each_mean, each_share
from validation.stats.kish import WeightLoss, kish
from validation.stats.lines import Lines, fit_lines
from validation.stats.means import domain_means, mean, nps, paired_difference, ratio, total
from validation.stats.multiplicity import adjust
from validation.stats.noncentral import Noncentral
from validation.stats.planned import Planned
from validation.stats.planned_tests import (
    PlannedAssociation,
    PlannedCorrelation,
    PlannedEquivalence,
    PlannedMean,
    PlannedPairs,
    PlannedShares,
    PlannedStrength,
    PlannedSuperiority,
)
from validation.stats.power import (
    detectable,
    detectable_difference,
    detectable_share,
    power,
    power_difference,
    power_share,
    required_n,
    required_n_difference,
    required_n_share,
)
from validation.stats.quantiles import quantile
from validation.stats.raking import Raking, post_stratify, rake
from validation.stats.ranks import rank_test, superiority
from validation.stats.regression import Regression, regression
from validation.stats.replicate_design import ReplicateDesign
from validation.stats.replication import replicates
from validation.stats.results import Estimate, Estimates, TestResult, interval_at, p_values
from validation.stats.shares import share, shares
from validation.stats.stacking import change, stack
from validation.stats.tabulating import tabulate
from validation.stats.tabulation import Tabulated, Tabulation
from validation.stats.trends import Trend, trend
from validation.stats.trimming import trim

__all__ = [
    "Design",
    "Estimate",
    "Estimates",
    "Grouped",
    "Grouping",
    "Lines",
    "Noncentral",
    "Planned",
    "PlannedAssociation",
    "PlannedCorrelation",
    "PlannedEquivalence",
    "PlannedMean",
    "PlannedPairs",
    "PlannedShares",
    "PlannedStrength",
    "PlannedSuperiority",
    "Raking",
    "Regression",
    "ReplicateDesign",
    "Tabulated",
    "Tabulation",
    "TestResult",
    "Trend",
    "WeightLoss",
    "adjust",
    "change",
    "chi_square",
    "combine",
    "contrast",
    "correlation",
    "cramers_v",
    "detectable",
    "detectable_difference",
    "detectable_share",
    "difference",
    "domain_means",
    "each_mean",
    "each_rank_test",
    "each_share",
    "equivalence",
    "fit_lines",
    "goodness_of_fit",
    "interval_at",
    "kish",
    "mean",
    "near_end",
    "nps",
    "p_values",
    "paired_difference",
    "post_stratify",
    "power",
    "power_difference",
    "power_share",
    "quantile",
    "rake",
    "rank_test",
    "ratio",
    "regression",
    "replicates",
    "required_n",
    "required_n_difference",
    "required_n_share",
    "share",
    "share_difference",
    "shares",
    "stack",
    "superiority",
    "t_outside",
    "t_quantiles",
    "tabulate",
    "total",
    "trend",
    "trim",
    "wald",
]
