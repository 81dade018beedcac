"""What must not matter: the unit of the weights, the order of rows, who is outside the domain."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.proof.samples import ESTIMATORS, TESTS, Sample, samples
from validation import stats

PROFILE = settings(deadline=None, derandomize=True, max_examples=25)
SCALES = st.sampled_from([1e-3, 0.7, 3.0, 1e5])


def same(found: object, expected: object) -> None:
    assert found == pytest.approx(expected, rel=1e-7, abs=1e-9, nan_ok=False)


def numbers(found: stats.Estimate) -> list[float]:
    return [found.estimate, found.se, found.df, found.ci_low, found.ci_high, found.n, found.deff]


def outcome(found: stats.TestResult) -> list[Any]:
    return [found.statistic, found.df_num, found.df, found.p_value]


@pytest.mark.parametrize("name", [name for name in ESTIMATORS if name != "total"])
@given(sample=samples(), scale=SCALES)
@PROFILE
def test_the_unit_of_the_weights_does_not_matter(name: str, sample: Sample, scale: float) -> None:
    rescaled = sample.weighted(sample.weight * scale)
    found, expected = (ESTIMATORS[name](s.design, s) for s in (rescaled, sample))
    same(numbers(found), numbers(expected))


@given(sample=samples(), scale=SCALES)
@PROFILE
def test_a_total_has_the_unit_of_the_weights(sample: Sample, scale: float) -> None:
    rescaled = sample.weighted(sample.weight * scale)
    found, expected = (stats.total(s.design, s.y) for s in (rescaled, sample))
    same(
        [found.estimate / scale, found.se / scale, found.ci_low / scale, found.deff],
        [expected.estimate, expected.se, expected.ci_low, expected.deff],
    )


@pytest.mark.parametrize("name", TESTS)
@given(sample=samples(), scale=SCALES)
@PROFILE
def test_no_test_depends_on_the_unit_of_the_weights(
    name: str, sample: Sample, scale: float
) -> None:
    rescaled = sample.weighted(sample.weight * scale)
    found, expected = (TESTS[name](s.design, s) for s in (rescaled, sample))
    same(outcome(found), outcome(expected))


@pytest.mark.parametrize("name", ESTIMATORS)
@given(sample=samples(), seed=st.integers(0, 99))
@PROFILE
def test_the_order_of_the_rows_does_not_matter(name: str, sample: Sample, seed: int) -> None:
    shuffled = sample.rows(np.random.default_rng(seed).permutation(sample.size))
    found, expected = (ESTIMATORS[name](s.design, s) for s in (shuffled, sample))
    same(numbers(found), numbers(expected))


@pytest.mark.parametrize("name", TESTS)
@given(sample=samples(), seed=st.integers(0, 99))
@PROFILE
def test_no_test_depends_on_the_order_of_the_rows(name: str, sample: Sample, seed: int) -> None:
    shuffled = sample.rows(np.random.default_rng(seed).permutation(sample.size))
    found, expected = (TESTS[name](s.design, s) for s in (shuffled, sample))
    same(outcome(found), outcome(expected))


def twice(sample: Sample, at: int) -> tuple[Sample, Sample]:
    """Return the sample with a row repeated in its cluster, and with the row's weight doubled."""
    repeated = sample.rows(np.append(np.arange(sample.size), at))
    heavier = np.where(np.arange(sample.size) == at, 2.0, 1.0) * sample.weight
    return repeated, sample.weighted(heavier)


@pytest.mark.parametrize("name", ESTIMATORS)
@given(sample=samples(), at=st.integers(0, 11))
@PROFILE
def test_a_row_repeated_in_its_cluster_counts_as_weight_two(
    name: str, sample: Sample, at: int
) -> None:
    found, expected = (ESTIMATORS[name](s.design, s) for s in twice(sample, at))
    # its number of answers is larger, and with it the design effect and the exact interval
    same(numbers(found)[:3], numbers(expected)[:3])


@pytest.mark.parametrize("name", TESTS)
@given(sample=samples(), at=st.integers(0, 11))
@PROFILE
def test_a_repeated_row_tests_as_weight_two(name: str, sample: Sample, at: int) -> None:
    found, expected = (TESTS[name](s.design, s) for s in twice(sample, at))
    same([found.p_value, found.df], [expected.p_value, expected.df])


def joined_by_outsider(sample: Sample, cluster: int) -> Sample:
    more = sample.rows(np.append(np.arange(sample.size), 0))
    more.inside[-1], more.cluster[-1], more.weight[-1] = False, cluster, 7.0
    return more


# one mean is of everybody
INSIDE = [name for name in ESTIMATORS if name != "contrast of domains"]


@pytest.mark.parametrize("name", INSIDE)
@given(sample=samples(), cluster=st.integers(0, 5))
@PROFILE
def test_somebody_outside_the_domain_in_a_sampled_cluster_changes_nothing(
    name: str, sample: Sample, cluster: int
) -> None:
    more = joined_by_outsider(sample, cluster)
    found, expected = (ESTIMATORS[name](s.design, s) for s in (more, sample))
    same(numbers(found), numbers(expected))


@pytest.mark.parametrize("name", [name for name in TESTS if name != "wald of two"])
@given(sample=samples(), cluster=st.integers(0, 5))
@PROFILE
def test_somebody_outside_the_domain_changes_no_test(
    name: str, sample: Sample, cluster: int
) -> None:
    more = joined_by_outsider(sample, cluster)
    found, expected = (TESTS[name](s.design, s) for s in (more, sample))
    same(outcome(found), outcome(expected))


@pytest.mark.parametrize("name", INSIDE)
@given(sample=samples())
@PROFILE
def test_a_cluster_outside_the_domain_changes_only_the_variance(name: str, sample: Sample) -> None:
    more = joined_by_outsider(sample, 20)
    found, expected = (ESTIMATORS[name](s.design, s) for s in (more, sample))
    same([found.estimate, found.df, found.n], [expected.estimate, expected.df, expected.n])
    assert more.design.df == sample.design.df + 1
