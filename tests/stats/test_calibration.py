from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from validation import stats
from validation.errors import StatisticsError
from validation.stats.calibration import Method

Designs = dict[str, stats.Design]
Tables = dict[str, dict[str, NDArray[Any]]]
Golden = Callable[[str, str], Any]

TYPES = {"E": 4421, "H": 755, "M": 1018}
WIDE = {"No": 1072, "Yes": 5122}
# name in golden.R: design, table, margins, method, bounds
CASES: dict[str, tuple[str, str, int, Method, tuple[float, float] | None]] = {
    "draked": ("clus1n", "apiclus1", 2, "raking", None),
    "dpost": ("clus1", "apiclus1", 1, "raking", None),
    "dlinear": ("clus1", "apiclus1", 2, "linear", None),
    "dcut": ("clus1", "apiclus1", 2, "linear", (0.7, 1.7)),
    "dlogit": ("clus1", "apiclus1", 2, "logit", (0.7, 1.7)),
    "dgreg": ("clus1", "apiclus1", 2, "raking", None),
    "dgreg2": ("clus2", "apiclus2", 2, "raking", None),
}


@pytest.mark.parametrize("name", CASES)
def test_calibrated_designs_agree_with_r(
    name: str, designs: Designs, tables: Tables, golden: Golden
) -> None:
    design, table, margins, method, bounds = CASES[name]
    data = tables[table]
    calibrated = designs[design].calibrated(
        [data["stype"], data["sch.wide"]][:margins], [TYPES, WIDE][:margins], method, bounds
    )
    assert calibrated.weights == pytest.approx(golden("calibration", f"{name} weights"), rel=1e-9)
    mean = stats.mean(calibrated, data["api00"])
    total = stats.total(calibrated, data["enroll"])
    domain = stats.mean(calibrated, data["api00"], where=data["comp.imp"] == "Yes")
    for what, found in (("mean", mean), ("total", total), ("domain", domain)):
        expected = golden("calibration", f"{name} {what}")
        assert [found.estimate, found.se] == pytest.approx(expected, rel=1e-9)


def test_tests_and_shares_of_a_calibrated_design_agree_with_r(
    designs: Designs, tables: Tables, golden: Golden
) -> None:
    data = tables["apiclus2"]
    design = designs["clus2"].calibrated([data["stype"], data["sch.wide"]], [TYPES, WIDE])
    f = stats.chi_square(design, data["comp.imp"], data["awards"])
    found = [f.statistic, f.df_num, f.df, f.p_value]
    assert found == pytest.approx(golden("calibration", "chi_square"), rel=1e-9)
    w = stats.chi_square(design, data["comp.imp"], data["stype"], statistic="adjWald")
    found = [w.statistic, w.df_num, w.df, w.p_value]
    assert found == pytest.approx(golden("calibration", "chi_square wald"), rel=1e-9)
    s = stats.share(design, data["awards"] == "Yes", interval="beta")
    found = [s.estimate, s.se, s.ci_low, s.ci_high]
    assert found == pytest.approx(golden("calibration", "share"), rel=1e-9)


def test_a_margin_is_known_without_error_afterwards(designs: Designs, tables: Tables) -> None:
    data = tables["apiclus2"]
    margins = [data["stype"], data["sch.wide"]]
    cases: list[tuple[Method, tuple[float, float] | None]]
    cases = [("raking", None), ("linear", None), ("logit", (0.2, 4.0))]
    for method, bounds in cases:
        calibrated = designs["clus2"].calibrated(margins, [TYPES, WIDE], method, bounds)
        found = stats.total(calibrated, data["stype"] == "H")
        assert found.estimate == pytest.approx(755, rel=1e-9)
        assert found.se == pytest.approx(0, abs=1e-8)


def test_bounds_are_kept(designs: Designs, tables: Tables) -> None:
    data, design = tables["apiclus2"], designs["clus2"]
    margins = [data["stype"], data["sch.wide"]]
    calibrated = design.calibrated(margins, [TYPES, WIDE], "logit", (0.5, 2.0))
    ratio = calibrated.weights / design.weights
    assert 0.5 < ratio.min() < ratio.max() < 2.0


def test_the_first_design_is_left_as_it_was(designs: Designs, tables: Tables) -> None:
    before = designs["clus2"].weights.copy()
    designs["clus2"].calibrated([tables["apiclus2"]["stype"]], [TYPES])
    assert designs["clus2"].weights.tolist() == before.tolist()


def test_calibrating_once_more_to_the_same_margins_changes_nothing(
    designs: Designs, tables: Tables
) -> None:
    data = tables["apiclus2"]
    margins = [data["stype"], data["sch.wide"]]
    once = designs["clus2"].calibrated(margins, [TYPES, WIDE])
    twice = once.calibrated(margins, [TYPES, WIDE])
    assert twice.weights == pytest.approx(once.weights, rel=1e-9)


def test_bounds_that_are_too_tight_are_said(designs: Designs, tables: Tables) -> None:
    with pytest.raises(StatisticsError, match="widen the bounds"):
        designs["clus2"].calibrated([tables["apiclus2"]["stype"]], [TYPES], "logit", (0.99, 1.01))


@pytest.mark.parametrize(
    ("method", "bounds", "message"),
    [
        ("logit", None, "bounds: found None"),
        ("logit", (1.2, 3), "low < 1 < high"),
        ("raking", (0.5, 2), "Choose 'logit'"),
        ("ridge", None, "method: found 'ridge'"),
    ],
)
def test_methods_say_what_they_need(
    method: Method, bounds: tuple[float, float] | None, message: str
) -> None:
    with pytest.raises(StatisticsError, match=message):
        stats.Design(2).calibrated([[0, 1]], [{0: 0.5, 1: 0.5}], method, bounds)


def test_calibration_lowers_the_standard_error_by_what_the_margin_explains() -> None:
    # Cochran (1977, section 5A.9): post-stratification leaves the variance within strata
    rng = np.random.default_rng(7)
    group = rng.integers(0, 2, 4000)
    y = 10 * group + rng.normal(0, 1, 4000)
    design = stats.Design(4000)
    found = stats.mean(design.calibrated([group], [{0: 0.5, 1: 0.5}]), y)
    assert stats.mean(design, y).se == pytest.approx(np.sqrt(26 / 4000), rel=0.03)
    assert found.se == pytest.approx(np.sqrt(1 / 4000), rel=0.03)
