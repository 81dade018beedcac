from collections.abc import Callable, Hashable
from typing import Any

import numpy as np
import pytest

from validation import stats
from validation.errors import StatisticsError
from validation.stats.items import Items

RNG = np.random.default_rng(20261123)
N = 600
YES = RNG.random((N, 11)) < np.linspace(0.02, 0.97, 11)
RATED = RNG.integers(1, 8, (N, 3))
STRATA = RNG.integers(0, 4, N)
CLUSTERS = STRATA * 20 + RNG.integers(0, 20, N)
WEIGHTS = RNG.uniform(0.5, 3, N)
WHERE = RNG.random(N) < 0.7
MARGINS = [{0: 0.6, 1: 0.4}, dict.fromkeys(range(4), 0.25)]

DESIGNS: dict[str, stats.Design] = {
    "stratified": stats.Design(N, WEIGHTS, STRATA),
    "clustered": stats.Design(N, WEIGHTS, STRATA, CLUSTERS),
    "simple": stats.Design(N, WEIGHTS, population=np.full(N, 4000)),
    "raked": stats.Design(N, WEIGHTS, STRATA).calibrated([YES[:, 5].astype(int), STRATA], MARGINS),
    "jackknife": stats.replicates(stats.Design(N, WEIGHTS, STRATA, CLUSTERS), "jkn"),
    "bootstrap": stats.replicates(stats.Design(N, WEIGHTS, STRATA), count=40, seed=4),
    "given": stats.ReplicateDesign(WEIGHTS, RNG.uniform(0, 2, (N, 30)), 1 / 29, mse=True),
}


def alike(found: stats.Estimate, expected: stats.Estimate) -> None:
    for name in ("estimate", "se", "df", "ci_low", "ci_high", "n", "n_effective", "deff"):
        assert getattr(found, name) == pytest.approx(getattr(expected, name), rel=1e-9), name
    assert found.influence == pytest.approx(expected.influence, rel=1e-7, abs=1e-12)


@pytest.mark.parametrize("where", [None, WHERE])
@pytest.mark.parametrize("name", DESIGNS)
def test_each_share_is_the_share_of_that_item(
    name: str, where: np.ndarray[Any, Any] | None
) -> None:
    design = DESIGNS[name]
    found = stats.each_share(design, YES, where=where, interval="auto")
    assert list(found) == list(range(11))
    for at, estimate in found.items():
        item = YES[:, at]  # type: ignore[index] # numbers, since the items are one array
        alike(estimate, stats.share(design, item, where=where, interval="auto"))


@pytest.mark.parametrize("where", [None, WHERE])
@pytest.mark.parametrize("name", DESIGNS)
def test_each_mean_is_the_mean_of_that_item(name: str, where: np.ndarray[Any, Any] | None) -> None:
    items = {f"q{at}": RATED[:, at] for at in range(3)}
    for item, estimate in stats.each_mean(DESIGNS[name], items, where=where).items():
        alike(estimate, stats.mean(DESIGNS[name], items[str(item)], where=where))


FORMS: dict[str, Callable[[], Items]] = {
    "booleans": lambda: YES,
    "small integers": lambda: YES.astype(np.int8),
    "numbers": lambda: YES.astype(float),
    "columns first": lambda: np.asfortranarray(YES),
    "by name": lambda: {at: YES[:, at] for at in range(11)},
    "lists": lambda: {at: YES[:, at].astype(int).tolist() for at in range(11)},
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["stratified", "bootstrap"])
def test_the_form_of_the_items_does_not_matter(form: str, name: str) -> None:
    found = stats.each_share(DESIGNS[name], FORMS[form]())
    expected = stats.each_share(DESIGNS[name], YES)
    for at in range(11):
        alike(found[at], expected[at])


@pytest.mark.parametrize("name", ["stratified", "jackknife"])
def test_items_with_missing_answers_have_domains_of_their_own(name: str) -> None:
    holes = np.where(WHERE, YES[:, 4], np.nan)
    items: dict[Hashable, Any] = {"whole": YES[:, 4], "holes": holes}
    shares = stats.each_share(DESIGNS[name], items)
    means = stats.each_mean(DESIGNS[name], items)
    assert list(shares) == list(means) == ["whole", "holes"]
    assert shares["holes"] == stats.share(DESIGNS[name], holes)
    assert (shares["whole"].n, shares["holes"].n) == (N, int(WHERE.sum()))
    alike(means["holes"], stats.mean(DESIGNS[name], holes))


def test_items_are_joined_with_their_covariance() -> None:
    design = DESIGNS["jackknife"]
    found = stats.each_share(design, {"a": YES[:, 3], "b": YES[:, 7]})
    gap = stats.contrast(stats.combine(list(found.values()), design), [1, -1])
    expected = stats.paired_difference(design, YES[:, 3].astype(int), YES[:, 7].astype(int))
    assert (gap.estimate, gap.se) == pytest.approx((expected.estimate, expected.se), rel=1e-9)


def test_nobody_and_everybody_have_the_exact_interval() -> None:
    items = {"nobody": np.zeros(N, bool), "everybody": np.ones(N, bool)}
    for design in DESIGNS.values():
        found = stats.each_share(design, items)
        assert (found["nobody"].estimate, found["nobody"].ci_low) == (0, 0)
        assert (found["everybody"].estimate, found["everybody"].ci_high) == (1, 1)
        assert 0 < found["nobody"].ci_high < 0.03


def test_a_table_of_another_length_is_refused() -> None:
    with pytest.raises(StatisticsError, match=r"items: found shape \(3, 2\), must be \(5, k\)"):
        stats.each_mean(stats.Design(5), np.zeros((3, 2)))


def test_no_items_give_nothing() -> None:
    assert stats.each_share(stats.Design(3), {}) == {}
    assert stats.each_mean(DESIGNS["bootstrap"], {}) == {}
