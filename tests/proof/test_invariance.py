"""What must not matter: the unit of the weights, the order of rows, who is outside the domain."""

import sqlite3
from functools import reduce
from operator import add
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.proof.samples import ESTIMATORS, JACKKNIFED, LEVELS, TESTS, Sample, samples
from validation import stats

PROFILE = settings(deadline=None, derandomize=True, max_examples=25)
SCALES = st.sampled_from([1e-3, 0.7, 3.0, 1e5])


def same(found: object, expected: object) -> None:
    assert found == pytest.approx(expected, rel=1e-7, abs=1e-9, nan_ok=False)


def numbers(found: stats.Estimate) -> list[float]:
    return [found.estimate, found.se, found.df, found.ci_low, found.ci_high, found.n, found.deff]


def outcome(found: stats.TestResult) -> list[Any]:
    return [found.statistic, found.df_num, found.df, found.p_value]


@pytest.mark.parametrize("name", [name for name in ESTIMATORS if "total" not in name])
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


# one mean is of everybody; a stack gives weights one scale a sample
INSIDE = [name for name in ESTIMATORS if name not in {"contrast of domains", "change"}]


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


# a line goes by the covariance, and replicates leave the cluster out once
@pytest.mark.parametrize("name", [name for name in INSIDE if name not in {"trend", *JACKKNIFED}])
@given(sample=samples())
@PROFILE
def test_a_cluster_outside_the_domain_changes_only_the_variance(name: str, sample: Sample) -> None:
    more = joined_by_outsider(sample, 20)
    found, expected = (ESTIMATORS[name](s.design, s) for s in (more, sample))
    same([found.estimate, found.df, found.n], [expected.estimate, expected.df, expected.n])
    assert more.design.df == sample.design.df + 1


def counted(sample: Sample, rows: Any) -> stats.Tabulation:  # noqa: ANN401 - places or a mask
    part = sample.rows(rows)
    return stats.tabulate(
        {"level": part.level, "group": part.group},
        weights=part.weight,
        strata=part.stratum,
        clusters=part.cluster,
        crossed=[("level", "group")],
    )


def from_sqlite(sample: Sample, names: list[str]) -> stats.Tabulation:
    """Return the counts as a database groups them, by stratum, cluster and answers."""
    columns = [sample.stratum, sample.cluster, *(getattr(sample, name) for name in names)]
    asked = ", ".join(f'"{name}"' for name in names)
    base = sqlite3.connect(":memory:")
    base.execute(f"CREATE TABLE answer (stratum, cluster, {asked}, w REAL)")
    rows = zip(*(column.tolist() for column in (*columns, sample.weight)), strict=True)
    marks = ", ".join("?" * (len(columns) + 1))
    base.executemany(f"INSERT INTO answer VALUES ({marks})", rows)  # noqa: S608 - of constants
    by = f"stratum, cluster, {asked}"
    found = base.execute(
        f"SELECT {by}, COUNT(*), SUM(w), SUM(w * w) FROM answer GROUP BY {by}"  # noqa: S608 - of constants
    ).fetchall()
    base.close()
    return stats.Tabulation.from_counts(names, found)


def compare(table: stats.Tabulation, sample: Sample) -> None:
    found = table.rows("level", "group")
    both = found.design, found.codes["level"], found.codes["group"]
    whole = sample.design, sample.level, sample.group
    shares = [stats.shares(d, level, LEVELS, where=group != 1) for d, level, group in (both, whole)]
    for level in LEVELS:
        same(numbers(shares[0][level]), numbers(shares[1][level]))
    assert shares[0].covariance == pytest.approx(shares[1].covariance, rel=1e-7, abs=1e-9)
    tests = [stats.chi_square(d, level, group) for d, level, group in (both, whole)]
    same(outcome(tests[0]), outcome(tests[1]))
    scores = [stats.mean(d, level, where=level >= 0) for d, level, _ in (both, whole)]
    same(numbers(scores[0]), numbers(scores[1]))


@given(sample=samples(), order=st.permutations(range(4)))
@PROFILE
def test_counts_of_parts_add_up_in_any_order(sample: Sample, order: list[int]) -> None:
    place = np.arange(sample.size) % 4
    compare(reduce(add, [counted(sample, place == at) for at in order]), sample)


@given(sample=samples(), seed=st.integers(0, 99))
@PROFILE
def test_the_groups_of_a_database_say_the_same(sample: Sample, seed: int) -> None:
    shuffled = sample.rows(np.random.default_rng(seed).permutation(sample.size))
    compare(from_sqlite(shuffled, ["level", "group"]), sample)
    halves = [sample.rows(np.arange(at, sample.size, 2)) for at in (1, 0)]
    compare(reduce(add, [from_sqlite(half, ["level", "group"]) for half in halves]), sample)
