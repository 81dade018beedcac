"""What must add up: shares, parts of the whole, opposite differences, margins, paired tests."""

from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.proof.samples import LEVELS, Sample, samples
from validation import stats

PROFILE = settings(deadline=None, derandomize=True, max_examples=25)
INTERVALS: tuple[Literal["logit", "beta", "wilson", "arcsine", "mean", "auto"], ...] = (
    "logit", "beta", "wilson", "arcsine", "mean", "auto",
)  # fmt: skip


def same(found: object, expected: object) -> None:
    assert found == pytest.approx(expected, rel=1e-8, abs=1e-10)


@given(sample=samples())
@PROFILE
def test_shares_add_up_to_one_and_their_covariances_to_zero(sample: Sample) -> None:
    found = stats.shares(sample.design, sample.level, LEVELS, where=sample.inside)
    same(found.estimate.sum(), 1.0)
    same(found.covariance.sum(axis=0), np.zeros(4))
    same(np.sqrt(np.diag(found.covariance)), found.se)


@given(sample=samples())
@PROFILE
def test_a_share_is_the_same_alone_and_among_the_others(sample: Sample) -> None:
    among = stats.shares(sample.design, sample.level, LEVELS, where=sample.inside)["seldom"]
    indicator = np.where(sample.level < 0, np.nan, sample.level == 1)
    alone = stats.share(sample.design, indicator, where=sample.inside)
    same(
        [among.estimate, among.se, among.ci_low, among.ci_high, among.n, among.deff],
        [alone.estimate, alone.se, alone.ci_low, alone.ci_high, alone.n, alone.deff],
    )


@pytest.mark.parametrize("interval", INTERVALS)
@given(sample=samples(), confidence=st.sampled_from([0.8, 0.95, 0.999]))
@PROFILE
def test_those_who_do_not_are_the_rest(
    interval: Literal["logit", "beta", "wilson", "arcsine", "mean", "auto"],
    sample: Sample,
    confidence: float,
) -> None:
    found = stats.share(sample.design, sample.yes, interval=interval, confidence=confidence)
    rest = stats.share(sample.design, 1 - sample.yes, interval=interval, confidence=confidence)
    same([1 - rest.estimate, rest.se], [found.estimate, found.se])
    same([1 - rest.ci_high, 1 - rest.ci_low], [found.ci_low, found.ci_high])


@given(sample=samples())
@PROFILE
def test_parts_add_up_to_the_whole_with_its_variance(sample: Sample) -> None:
    design, answered = sample.design, ~np.isnan(sample.y)
    parts = [
        stats.total(design, sample.y, where=answered & (sample.group == group))
        for group in (-1, 0, 1, 2)
        if (answered & (sample.group == group)).any()
    ]
    whole = stats.total(design, sample.y)
    for order in (parts, parts[::-1]):
        added = stats.contrast(stats.combine(order, design), [1] * len(order))
        same([added.estimate, added.se, added.df], [whole.estimate, whole.se, whole.df])


@given(sample=samples(), confidence=st.sampled_from([0.8, 0.95, 0.999]))
@PROFILE
def test_the_mean_of_a_group_is_that_of_its_domain(sample: Sample, confidence: float) -> None:
    means = stats.domain_means(
        sample.design, sample.y, sample.group, [0, 1, 2], where=sample.inside, confidence=confidence
    )
    for level, found in zip(means.levels, means, strict=True):
        members = sample.inside & (sample.group == level)
        alone = stats.mean(sample.design, sample.y, where=members, confidence=confidence)
        same(
            [found.estimate, found.se, found.df, found.ci_low, found.ci_high, found.n, found.deff],
            [alone.estimate, alone.se, alone.df, alone.ci_low, alone.ci_high, alone.n, alone.deff],
        )
    same(np.sqrt(np.diag(means.covariance)), means.se)


@given(sample=samples())
@PROFILE
def test_the_mean_is_that_of_the_groups_by_their_shares(sample: Sample) -> None:
    member = (sample.group >= 0) & ~np.isnan(sample.y)
    groups = np.where(member, sample.group, -1)
    means = stats.domain_means(sample.design, sample.y, groups, [0, 1, 2])
    by_size = stats.shares(sample.design, groups, [0, 1, 2])
    whole = stats.mean(sample.design, sample.y, where=member)
    same(means.estimate @ by_size.estimate, whole.estimate)


@given(sample=samples())
@PROFILE
def test_a_less_b_is_the_opposite_of_b_less_a(sample: Sample) -> None:
    design, y, group = sample.design, sample.y, sample.group
    pairs = [
        (stats.difference(design, y, group, 0, 1), stats.difference(design, y, group, 1, 0)),
        (
            stats.paired_difference(design, y, sample.x),
            stats.paired_difference(design, sample.x, y),
        ),
        (
            stats.contrast(stats.shares(design, sample.level, LEVELS), [1, -1, 0, 0]),
            stats.contrast(stats.shares(design, sample.level, LEVELS), [-1, 1, 0, 0]),
        ),
    ]
    for found, other in pairs:
        same([found.estimate, found.se], [-other.estimate, other.se])
        same([found.ci_low, found.ci_high], [-other.ci_high, -other.ci_low])


@given(sample=samples())
@PROFILE
def test_to_win_is_the_opposite_of_losing(sample: Sample) -> None:
    found, other = (
        stats.superiority(sample.design, sample.y, sample.group, *pair) for pair in ((0, 1), (1, 0))
    )
    same([found.estimate, found.se], [1 - other.estimate, other.se])
    same([found.ci_low, found.ci_high], [1 - other.ci_high, 1 - other.ci_low])


@given(sample=samples())
@PROFILE
def test_a_mean_follows_its_scale_and_a_rank_does_not(sample: Sample) -> None:
    design, y = sample.design, sample.y
    plain, moved = stats.mean(design, y), stats.mean(design, 3 * y - 40)
    same([3 * plain.estimate - 40, 3 * plain.se], [moved.estimate, moved.se])
    curved = np.exp(y / 4)
    ranks, of_curved = (stats.rank_test(design, v, sample.group).statistic for v in (y, curved))
    same(ranks, of_curved)
    spearman, of_curve = (
        stats.correlation(design, v, sample.x, method="spearman") for v in (y, curved)
    )
    same([spearman.estimate, spearman.se], [of_curve.estimate, of_curve.se])
    middle, of_middle = (stats.quantile(design, v, 0.5).estimate for v in (y, curved))
    same(np.exp(middle / 4), of_middle)


@given(sample=samples())
@PROFILE
def test_a_correlation_turns_with_its_variables(sample: Sample) -> None:
    for method in ("pearson", "spearman"):
        found = stats.correlation(sample.design, sample.y, sample.x, method=method)
        turned = stats.correlation(sample.design, -2 * sample.x, sample.y, method=method)
        same([found.estimate, found.se], [-turned.estimate, turned.se])
        same([found.ci_low, found.ci_high], [-turned.ci_high, -turned.ci_low])


@pytest.mark.parametrize("statistic", ["F", "Chisq", "Wald", "adjWald"])
@given(sample=samples())
@PROFILE
def test_rows_and_columns_may_be_exchanged(
    statistic: Literal["F", "Chisq", "Wald", "adjWald"], sample: Sample
) -> None:
    found = stats.chi_square(sample.design, sample.yes, sample.group, statistic=statistic)
    other = stats.chi_square(sample.design, sample.group, sample.yes, statistic=statistic)
    same([found.statistic, found.p_value], [other.statistic, other.p_value])


@given(sample=samples())
@PROFILE
def test_wald_of_two_is_the_squared_t_of_their_difference(sample: Sample) -> None:
    means = stats.domain_means(sample.design, sample.y, sample.group, [0, 1, 2])
    two = stats.combine([means[0], means[2]], sample.design)
    gap = stats.difference(sample.design, sample.y, sample.group, 0, 2)
    found = stats.wald(two)
    same(found.statistic, (gap.estimate / gap.se) ** 2)
    same(found.p_value, 2 * min(stats.p_values(gap, 0)))


@pytest.mark.parametrize("method", ["raking", "linear", "logit"])
@given(sample=samples(), moved=st.floats(0.85, 1.15))
@PROFILE
def test_calibrated_margins_are_met_and_certain(
    method: Literal["raking", "linear", "logit"], sample: Sample, moved: float
) -> None:
    side, band = sample.stratum, sample.x >= 5
    targets = [_moved(sample, side, moved), _moved(sample, band, 2 - moved)]
    bounds = (0.3, 4.0) if method == "logit" else None
    design = sample.design.calibrated([side, band], targets, method, bounds)
    for margin, target in zip((side, band), targets, strict=True):
        for level, wanted in target.items():
            met = stats.total(design, (margin == level).astype(float))
            same([met.estimate / wanted, met.se / wanted], [1.0, 0.0])
    if bounds:
        ratio = design.weights / sample.weight
        assert ratio.min() > bounds[0]
        assert ratio.max() < bounds[1]


def _moved(sample: Sample, margin: np.ndarray, factor: float) -> dict[int, float]:
    whole, first = sample.weight.sum(), sample.weight[margin == 0].sum()
    share = factor * first / (factor * first + whole - first)
    return {0: share * whole, 1: (1 - share) * whole}


@given(sample=samples())
@PROFILE
def test_margins_that_are_met_already_change_no_weight(sample: Sample) -> None:
    targets = [_moved(sample, sample.stratum, 1.0), _moved(sample, sample.x >= 5, 1.0)]
    raked = stats.rake(sample.weight, [sample.stratum, sample.x >= 5], targets)
    same(raked.weights, sample.weight)


@given(sample=samples(), moved=st.floats(0.5, 2.0))
@PROFILE
def test_raking_to_one_margin_is_post_stratification(sample: Sample, moved: float) -> None:
    target = _moved(sample, sample.stratum, moved)
    post = stats.post_stratify(sample.weight, sample.stratum, target)
    same(post.weights, stats.rake(sample.weight, [sample.stratum], [target]).weights)
    same(post.weights[sample.stratum == 0].sum(), target[0])
