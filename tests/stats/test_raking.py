from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from validation import stats
from validation.errors import StatisticsError

Designs = dict[str, stats.Design]
Tables = dict[str, dict[str, NDArray[Any]]]
Golden = Callable[[str, str], Any]

TYPES = {"E": 4421, "H": 755, "M": 1018}
WIDE = {"No": 1072, "Yes": 5122}


def test_raked_weights_agree_with_r(designs: Designs, tables: Tables, golden: Golden) -> None:
    data = tables["apiclus2"]
    found = stats.rake(
        designs["clus2"].weights,
        [data["stype"], data["sch.wide"]],
        [TYPES, WIDE],
        tolerance=1e-12,
    )
    expected = golden("calibration", "draked2 weights")
    assert found.weights == pytest.approx(expected, rel=1e-9)
    assert found.error <= 1e-12
    assert found.n_effective == pytest.approx(stats.kish(expected).n_effective, rel=1e-9)


def test_bounded_weights_agree_with_r(designs: Designs, tables: Tables, golden: Golden) -> None:
    data, design = tables["apiclus1"], designs["clus1"]
    margins = [data["stype"], data["sch.wide"]]
    # the weights already add up to 6194.0003, as the targets do: bounds mean the same as in R
    found = stats.rake(design.weights, margins, [TYPES, WIDE], tolerance=1e-11, bounds=(0.7, 1.7))
    expected = golden("calibration", "dlogit weights")
    assert found.weights == pytest.approx(expected, rel=1e-6)


def test_bounds_hold_between_weights_of_the_same_sum(designs: Designs, tables: Tables) -> None:
    margins = [tables["apiclus1"]["stype"], tables["apiclus1"]["sch.wide"]]
    weights = designs["clus1"].weights
    totals = stats.rake(weights, margins, [TYPES, WIDE], bounds=(0.7, 1.7))
    small = stats.rake(weights / 1000, margins, [TYPES, WIDE], bounds=(0.7, 1.7))
    assert small.weights == pytest.approx(totals.weights, rel=1e-6)


def test_post_stratified_weights_agree_with_r(
    designs: Designs, tables: Tables, golden: Golden
) -> None:
    found = stats.post_stratify(designs["clus1"].weights, tables["apiclus1"]["stype"], TYPES)
    assert found.weights == pytest.approx(golden("calibration", "dpost weights"), rel=1e-12)
    assert found.iterations == 1


@given(seed=st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_all_margins_are_met_and_ratios_depend_on_the_cell_only(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = 400
    margins = [rng.integers(0, k, n) for k in (2, 3, 4)]
    targets = [dict(enumerate(rng.dirichlet(np.full(k, 20.0)))) for k in (2, 3, 4)]
    weights = rng.uniform(0.5, 2, n)
    found = stats.rake(weights, margins, targets)
    for margin, target in zip(margins, targets, strict=True):
        reached = np.bincount(margin, found.weights) / weights.sum()
        assert reached == pytest.approx(list(target.values()), rel=2e-6)
    cell = margins[0] * 12 + margins[1] * 4 + margins[2]
    ratio = found.weights / weights
    for at in np.unique(cell):
        assert np.ptp(ratio[cell == at]) < 1e-12


def test_margins_that_contradict_each_other_are_said() -> None:
    # two margins that are the same column cannot have two targets
    with pytest.raises(StatisticsError, match="away from its target"):
        stats.rake(None, [[0, 0, 1], [0, 0, 1]], [{0: 0.5, 1: 0.5}, {0: 0.2, 1: 0.8}])


@pytest.mark.parametrize("weights", [[1, -1, 1], [0, 0, 0], [1, np.nan, 1]])
def test_weights_that_make_no_sense_are_refused(weights: list[float]) -> None:
    with pytest.raises(StatisticsError, match="weights: "):
        stats.rake(weights, [[0, 1, 1]], [{0: 0.5, 1: 0.5}])


def test_levels_have_a_value_a_row() -> None:
    with pytest.raises(StatisticsError, match="margin 1: found shape"):
        stats.rake([1, 1], [[0, 1, 1]], [{0: 0.5, 1: 0.5}])
