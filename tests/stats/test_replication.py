"""Replicate weights that are made here: exact kinds against R, random ones by what they expect."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from validation import stats
from validation.errors import StatisticsError
from validation.stats.replication import Kind
from validation.stats.variance import Lonely

Designs = dict[str, stats.Design]
Tables = dict[str, dict[str, NDArray[Any]]]
Golden = Callable[[str, str], Any]

# the data frame `lonely` of replicates.R: stratum 3 has one row
STRATA = [1, 1, 1, 2, 2, 3, 4, 4, 4]
WEIGHTS = [2, 3, 2, 5, 4, 6, 1, 2, 3]
Y = [3, 5, 4, 8, 6, 9, 1, 2, 4]


@pytest.mark.parametrize("policy", ["adjust", "average", "certainty", "remove"])
def test_a_jackknife_treats_single_units_as_r_does(policy: Lonely, golden: Golden) -> None:
    design = stats.replicates(stats.Design(9, WEIGHTS, STRATA, lonely=policy), "jkn")
    found = stats.mean(design, Y)
    expected = golden("replicates", f"lonely {policy}")
    assert [found.estimate, found.se] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("kind", ["bootstrap", "subbootstrap"])
def test_bootstrap_variance_nears_taylors_on_a_total(
    kind: Kind, designs: Designs, tables: Tables
) -> None:
    design, y = designs["nhanes"], tables["nhanes"]["agecat"]
    taylor = stats.total(design, y).se
    found = stats.total(stats.replicates(design, kind, count=4000, seed=1), y).se
    # with strata of two units Canty and Davison's variance is exact after R's scale; the standard
    # error of a standard error from 4000 replicates of five strata is about 1.5 %
    assert found == pytest.approx(taylor, rel=0.06)


def test_the_bootstrap_knows_a_finite_population(designs: Designs, tables: Tables) -> None:
    design, y = designs["srs"], tables["apisrs"]["api00"]
    # Canty and Davison resample as the sample was drawn: the correction is (1 - n/N)
    small = stats.Design(200, np.full(200, 1.5), population=np.full(200, 300))
    found = stats.mean(stats.replicates(small, count=3000, seed=2), y)
    assert found.se == pytest.approx(stats.mean(small, y).se, rel=0.06)
    large = stats.mean(stats.replicates(design, count=3000, seed=2), y)
    assert large.se == pytest.approx(stats.mean(design, y).se, rel=0.06)


@pytest.mark.parametrize("kind", ["bootstrap", "subbootstrap"])
def test_every_unit_is_drawn_once_on_average(kind: Kind) -> None:
    strata = np.repeat([0, 1, 2], [3, 5, 12])
    design = stats.replicates(stats.Design(20, strata=strata), kind, count=20_000, seed=5)
    assert design.replicates.mean(axis=1) == pytest.approx(np.ones(20), abs=0.04)
    sums = np.stack([design.replicates[strata == at].sum(axis=0) for at in range(3)])
    assert sums == pytest.approx(np.broadcast_to([[3.0], [5.0], [12.0]], sums.shape))


def test_the_same_seed_gives_the_same_replicates() -> None:
    design = stats.Design(30)
    first, again = (stats.replicates(design, seed=8).replicates for _ in range(2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, stats.replicates(design, seed=9).replicates)


def test_rows_of_a_unit_have_the_same_multiplier() -> None:
    clusters = np.arange(40) // 4
    design = stats.replicates(stats.Design(40, np.arange(1.0, 41), clusters=clusters), seed=1)
    multipliers = design.replicates / np.arange(1.0, 41)[:, None]
    assert multipliers == pytest.approx(multipliers[::4].repeat(4, axis=0))


@pytest.mark.parametrize("kind", ["jkn", "brr"])
def test_linear_statistics_have_taylors_variance(
    kind: Kind, designs: Designs, tables: Tables
) -> None:
    # Wolter (2007, theorems 3.3.1 and 4.2.1): exact for totals of two units a stratum
    design, y = designs["nhanes"], tables["nhanes"]["agecat"]
    found = stats.total(stats.replicates(design, kind), y)
    assert (found.estimate, found.se, found.df) == pytest.approx(
        (stats.total(design, y).estimate, stats.total(design, y).se, 5), rel=1e-10
    )


def test_fays_factor_keeps_everybody_in_every_replicate(designs: Designs) -> None:
    fay = stats.replicates(designs["nhanes"], "fay", rho=0.3)
    multipliers = fay.replicates / designs["nhanes"].weights[:, None]
    assert set(np.unique(multipliers.round(9))) == {0.3, 1.7}


@pytest.mark.parametrize(
    ("design", "kind", "message"),
    [
        (stats.Design(4, strata=[1, 1, 2, 2]), "jk1", "Choose 'jkn'"),
        (stats.Design(5, strata=[1, 1, 2, 2, 2]), "brr", "stratum of 3 units"),
        (stats.Design(4), "jackknife", "kind: found 'jackknife'"),
        (stats.Design(6000), "jk1", "6000 units for a jackknife"),
        (stats.Design(2).calibrated([[0, 1]], [{0: 0.5, 1: 0.5}]), "jk1", "calibrate them"),
        (stats.replicates(stats.Design(4), "jk1"), "jk1", "has replicates"),
        (stats.Design(2, strata=[1, 2], lonely="remove"), "jkn", "none with two units"),
        (stats.Design(2, strata=[1, 2], lonely="remove"), "bootstrap", "Join strata"),
        (stats.Design(3, strata=[1, 1, 2], lonely="remove"), "subbootstrap", "Join strata"),
    ],
)
def test_a_kind_says_what_it_needs(design: stats.Design, kind: Kind, message: str) -> None:
    with pytest.raises(StatisticsError, match=message):
        stats.replicates(design, kind)


@pytest.mark.parametrize(("count", "rho"), [(1, 0.5), (200, 1.0), (200, -0.1)])
def test_options_out_of_range_are_said(count: int, rho: float) -> None:
    with pytest.raises(StatisticsError, match="must be 2 or more, and from 0 to below 1"):
        stats.replicates(stats.Design(4), count=count, rho=rho)
