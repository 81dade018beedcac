"""Samples drawn by hypothesis, and every estimator and test as a function of a sample."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from validation import stats
from validation.stats.regression import Family

Column = NDArray[Any]

LEVELS = ["never", "seldom", "often", "always"]


@dataclass(frozen=True)
class Sample:
    """Columns of one length. A cluster lies in one stratum, a gap is NaN or -1."""

    weight: Column
    cluster: Column
    y: Column
    x: Column
    level: Column
    group: Column
    inside: Column

    @property
    def size(self) -> int:
        return int(self.weight.size)

    @property
    def stratum(self) -> Column:
        return np.asarray(self.cluster % 2)

    @property
    def design(self) -> stats.Design:
        return stats.Design(self.size, self.weight, self.stratum, self.cluster)

    @property
    def yes(self) -> Column:
        return np.where(np.isnan(self.y), np.nan, self.y >= 6)

    def rows(self, at: Column) -> "Sample":
        """Return the rows at these places, in their order and as often as they stand there."""
        return Sample(*(getattr(self, field.name)[at] for field in fields(self)))

    def weighted(self, weight: Column) -> "Sample":
        return replace(self, weight=weight)


# twelve people in six clusters, so that every group, level and domain has answers that differ
_ALWAYS = Sample(
    weight=np.array([1.0, 2.0, 1.5, 3.0, 0.5, 1.0, 2.5, 1.0, 4.0, 1.0, 2.0, 1.0]),
    cluster=np.array([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]),
    y=np.array([2.0, 9.0, 7.0, 4.0, 10.0, 3.0, 6.0, 8.0, 5.0, 9.0, 1.0, 7.0]),
    x=np.array([1.0, 8.0, 8.0, 5.0, 6.0, 4.0, 2.0, 9.0, 3.0, 7.0, 2.0, 5.0]),
    level=np.array([0, 1, 2, 3, 1, 0, 3, 2, 0, 3, 2, 1]),
    group=np.array([0, 1, 2, 0, 1, 2, 1, 0, 2, 1, 0, 2]),
    inside=np.array([True] * 11 + [False]),
)

_WEIGHTS = [0.1, 0.5, 1.0, 1.7, 3.0, 12.0, 250.0]


def _sample(seed: int, more: int) -> Sample:
    draw = np.random.default_rng(seed)

    def rated() -> Column:
        return np.where(draw.random(more) < 0.15, np.nan, draw.integers(0, 11, more))

    drawn = Sample(
        weight=draw.choice(_WEIGHTS, more),
        cluster=draw.integers(0, 9, more),
        y=rated(),
        x=rated(),
        level=draw.integers(-1, 4, more),
        group=draw.integers(-1, 3, more),
        inside=draw.random(more) < 0.7,
    )
    return Sample(
        *(
            np.concatenate([getattr(_ALWAYS, field.name), getattr(drawn, field.name)])
            for field in fields(drawn)
        )
    )


def samples() -> st.SearchStrategy[Sample]:
    """The twelve, and up to thirty more with gaps, ties and uneven weights."""
    return st.builds(_sample, st.integers(0, 10_000), st.integers(0, 30))


def with_moments(mean: float, sd: float, n: int) -> NDArray[np.float64]:
    """Return n numbers with this mean and this standard deviation (by n - 1)."""
    side = np.where(np.arange(n) % 2 == 0, 1.0, -1.0)
    spread = side - side.mean()
    return np.asarray(mean + spread * (sd / spread.std(ddof=1)), dtype=np.float64)


def _means(d: stats.Design, s: Sample) -> stats.Estimates:
    return stats.domain_means(d, s.y, s.group, [0, 1, 2], where=s.inside)


def _shares(d: stats.Design, s: Sample) -> stats.Estimates:
    return stats.shares(d, s.level, LEVELS, where=s.inside)


def _joined(d: stats.Design, s: Sample) -> stats.Estimates:
    return stats.combine([stats.mean(d, s.y, where=s.inside), stats.mean(d, s.x)], d)


def _share(interval: Any) -> "Estimator":  # noqa: ANN401 - the names of the intervals
    return lambda d, s: stats.share(d, s.yes, where=s.inside, interval=interval)


def _each_share(d: stats.Design, s: Sample) -> stats.Estimate:
    items = {at: (s.level == at).astype(np.int8) for at in range(4)}
    return stats.each_share(d, items, where=s.inside)[2]


def _each_mean(d: stats.Design, s: Sample) -> stats.Estimate:
    return stats.each_mean(d, {"y": s.y, "level": s.level}, where=s.inside)["level"]


def _share_difference(d: stats.Design, s: Sample) -> stats.Estimate:
    first, second = (
        stats.share(d, s.yes, where=s.inside & (s.group == at), interval="auto") for at in (0, 1)
    )
    return stats.share_difference(d, first, second)


def _regression(d: stats.Design, s: Sample, family: Family) -> stats.Regression:
    # both answers on both sides of the middle: nothing separates them
    half = np.where(np.isnan(s.x), np.nan, s.x >= 5)
    y, x = (s.y, s.x) if family == "linear" else (s.yes, half)
    return stats.regression(d, y, {"x": x}, family=family, where=s.inside)


def _stacked(d: stats.Design, s: Sample) -> stats.Estimates:
    waves = [stats.mean(d, s.x, where=s.inside), stats.mean(d, s.y, where=s.inside)]
    return stats.stack([(d, wave) for wave in waves], units=[s.cluster] * 2)


def _jackknifed(estimator: "Estimator") -> "Estimator":
    return lambda d, s: estimator(stats.replicates(d, "jkn"), s)


Estimator = Callable[[stats.Design, Sample], stats.Estimate]
Test = Callable[[stats.Design, Sample], stats.TestResult]

ESTIMATORS: dict[str, Estimator] = {
    "mean": lambda d, s: stats.mean(d, s.y, where=s.inside),
    "total": lambda d, s: stats.total(d, s.y, where=s.inside),
    "ratio": lambda d, s: stats.ratio(d, s.y, s.x, where=s.inside),
    "median": lambda d, s: stats.quantile(d, s.y, 0.5, where=s.inside),
    "nps": lambda d, s: stats.nps(d, s.y, where=s.inside),
    "share logit": _share("logit"),
    "share beta": _share("beta"),
    "share wilson": _share("wilson"),
    "share arcsine": _share("arcsine"),
    "share mean": _share("mean"),
    "share auto": _share("auto"),
    "shares": lambda d, s: _shares(d, s)["often"],
    "domain_means": lambda d, s: _means(d, s)[1],
    "difference": lambda d, s: stats.difference(d, s.y, s.group, 2, 0, where=s.inside),
    "paired_difference": lambda d, s: stats.paired_difference(d, s.y, s.x, where=s.inside),
    "contrast of shares": lambda d, s: stats.contrast(_shares(d, s), [1, -0.5, 0, -0.5]),
    "contrast of domains": lambda d, s: stats.contrast(_joined(d, s), [1, -1]),
    "pearson": lambda d, s: stats.correlation(d, s.y, s.x, where=s.inside),
    "spearman": lambda d, s: stats.correlation(d, s.y, s.x, method="spearman", where=s.inside),
    "cramers_v": lambda d, s: stats.cramers_v(d, s.level, s.group, where=s.inside),
    "superiority": lambda d, s: stats.superiority(d, s.y, s.group, 2, 0, where=s.inside),
    "each_share": _each_share,
    "each_mean": _each_mean,
    "share_difference": _share_difference,
    "linear regression": lambda d, s: _regression(d, s, "linear").coefficients["x"],
    "logistic regression": lambda d, s: _regression(d, s, "logistic").coefficients["x"],
    "standardised": lambda d, s: _regression(d, s, "linear").standardised()["x"],
    "importance": lambda d, s: _regression(d, s, "linear").importance()["x"],
    "change": lambda d, s: stats.change(_stacked(d, s), 0, 1),
    "trend": lambda d, s: stats.trend(_means(d, s), [0, 1, 3]).slope,
}

_REEVALUATED = [
    "mean", "total", "ratio", "median", "nps", "share logit", "share beta", "shares",
    "domain_means", "difference", "contrast of shares", "pearson", "spearman", "superiority",
    "each_share", "each_mean", "share_difference", "linear regression", "importance", "trend",
]  # fmt: skip
JACKKNIFED = {f"{name}, jackknife": _jackknifed(ESTIMATORS[name]) for name in _REEVALUATED}
ESTIMATORS |= JACKKNIFED

_FIT = {0: 0.4, 1: 0.3, 2: 0.2, 3: 0.1}

TESTS: dict[str, Test] = {
    "chi_square F": lambda d, s: stats.chi_square(d, s.level, s.group, where=s.inside),
    "chi_square Chisq": lambda d, s: stats.chi_square(
        d, s.level, s.group, where=s.inside, statistic="Chisq"
    ),
    "chi_square Wald": lambda d, s: stats.chi_square(
        d, s.yes, s.group, where=s.inside, statistic="Wald"
    ),
    "chi_square adjWald": lambda d, s: stats.chi_square(
        d, s.yes, s.group, where=s.inside, statistic="adjWald"
    ),
    "goodness_of_fit F": lambda d, s: stats.goodness_of_fit(d, s.level, _FIT, where=s.inside),
    "goodness_of_fit Chisq": lambda d, s: stats.goodness_of_fit(
        d, s.level, _FIT, where=s.inside, statistic="Chisq"
    ),
    "wald of means": lambda d, s: stats.wald(_means(d, s)),
    "wald of two": lambda d, s: stats.wald(_joined(d, s), null="zero"),
    "rank_test of two": lambda d, s: stats.rank_test(
        d, s.y, np.where(s.group == 1, -1, s.group), where=s.inside
    ),
    "rank_test of three": lambda d, s: stats.rank_test(d, s.y, s.group, where=s.inside),
    "equivalence": lambda d, s: stats.equivalence(stats.mean(d, s.y, where=s.inside), 4.0, 7.5),
}
