"""Replicate weights as a file gives them, their scales, and their calibration."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import ArrayLike, NDArray

from validation import stats
from validation.errors import StatisticsError
from validation.stats.calibration import Method

Designs = dict[str, stats.Design]
Tables = dict[str, dict[str, NDArray[Any]]]
Golden = Callable[[str, str], Any]


def pair(e: stats.Estimate) -> list[float]:
    return [e.estimate, e.se]


def plain(e: stats.Estimate) -> list[float]:
    return [e.estimate, e.se, e.df, e.ci_low, e.ci_high]


def whole(e: stats.Estimate) -> list[float]:
    return [*plain(e), e.deff]


TARGETS = [{"E": 4421, "H": 755, "M": 1018}, {"No": 1072, "Yes": 5122}]
Options = tuple[str, slice, Method, tuple[float, float] | None]
CALIBRATED: dict[str, Options] = {
    "raked": ("jk1", slice(0, 2), "raking", None),
    "post": ("jkn", slice(1, 2), "raking", None),
    "linear": ("jk1", slice(0, 2), "linear", None),
    "cut": ("jkn", slice(0, 2), "linear", (0.7, 1.4)),
    "logit": ("jkn", slice(0, 2), "logit", (0.6, 1.8)),
}


@pytest.mark.parametrize("name", CALIBRATED)
def test_every_replicate_is_calibrated_as_in_r(
    name: str, replicated: Designs, tables: Tables, golden: Golden
) -> None:
    design, used, method, bounds = CALIBRATED[name]
    data = tables["apistrat" if design == "jkn" else "apiclus1"]
    margins = [data["stype"], data["sch.wide"]][used]
    found = replicated[design].calibrated(margins, TARGETS[used], method, bounds)
    assert isinstance(found, stats.ReplicateDesign)

    def expected(what: str) -> Any:  # noqa: ANN401 - a number or a vector
        return golden("replicates", f"calibrated {name} {what}")

    assert found.weights == pytest.approx(expected("weights"), rel=1e-8)
    assert pair(stats.mean(found, data["api00"])) == pytest.approx(expected("mean"), rel=1e-8)
    assert pair(stats.total(found, data["enroll"])) == pytest.approx(expected("total"), rel=1e-8)
    part = stats.ratio(found, data["api.stu"], data["api00"], where=data["comp.imp"] == "Yes")
    assert pair(part) == pytest.approx(expected("ratio"), rel=1e-7)
    test = stats.chi_square(found, data["comp.imp"], data["stype"])
    assert test.statistic == pytest.approx(expected("chi"), rel=1e-7)
    for margin, target in zip(margins, TARGETS[used], strict=True):
        for level, wanted in target.items():
            reached = found.replicates[margin == level].sum(axis=0)
            assert reached == pytest.approx(np.full_like(reached, wanted), rel=1e-9)


def test_given_half_samples_agree_with_r(golden: Golden) -> None:
    half = np.column_stack([golden("replicates", f"given scd half {at}") for at in (1, 2, 3, 4)])
    alive, arrests = (golden("replicates", f"given scd {name}") for name in ("alive", "arrests"))
    apart = stats.ReplicateDesign(np.ones(6), half, 0.25, combined=False)
    found = plain(stats.ratio(apart, alive, arrests))
    assert found == pytest.approx(golden("replicates", "given scd ratio"), rel=1e-12)
    found = plain(stats.total(apart, alive))
    assert found == pytest.approx(golden("replicates", "given scd total"), rel=1e-12)
    mse = stats.ReplicateDesign(np.ones(6), half, 0.25, mse=True)
    found = plain(stats.ratio(mse, alive, arrests))
    assert found == pytest.approx(golden("replicates", "given scd ratio mse"), rel=1e-12)


def test_scales_of_a_file_agree_with_r(replicated: Designs, tables: Tables, golden: Golden) -> None:
    data, boot = tables["apiclus1"], replicated["boot"]
    assert isinstance(boot, stats.ReplicateDesign)
    rscales = np.linspace(0.5, 1.5, 40)
    other = stats.ReplicateDesign(data["pw"], boot.replicates, 0.02, rscales)
    found = whole(stats.mean(other, data["api00"]))
    assert found == pytest.approx(golden("replicates", "given other mean"), rel=1e-10)
    found = plain(stats.ratio(other, data["api.stu"], data["api00"]))
    assert found == pytest.approx(golden("replicates", "given other ratio"), rel=1e-10)


def test_a_replicate_without_the_domain_is_left_out() -> None:
    jackknife = stats.replicates(stats.Design(4, clusters=[1, 2, 3, 3]), "jk1")
    only = stats.mean(jackknife, [5, 6, 7, 8], where=[True, False, False, False])
    assert (only.estimate, only.se) == (5, 0)


def test_a_statistic_that_no_replicate_has_is_said() -> None:
    design = stats.ReplicateDesign([1, 1, 1], [[0, 0], [1, 2], [2, 1]])
    with pytest.raises(StatisticsError, match="none in which the statistic is defined"):
        stats.mean(design, [5, 6, 7], where=[True, False, False])


@pytest.mark.parametrize(
    ("weights", "replicates", "options", "message"),
    [
        ([1, 1], [[1, 2]], {}, r"replicates: found shape \(1, 2\), must be \(2, R\)"),
        ([1, 1], np.ones((2, 0)), {}, "a column each"),
        ([1, 1], [[1, np.nan], [1, 1]], {}, "weight that is no number"),
        ([1, 1], [["a"], ["b"]], {}, "weight that is no number"),
        ([1, 1], [[1, 2], [2, 1]], {"scale": -1}, "must be 0 or more"),
        ([1, 1], [[1, 2], [2, 1]], {"rscales": [1]}, "rscales: found shape"),
        ([1, -1], [[1, 2], [2, 1]], {}, "weights: row 1: found -1"),
    ],
)
def test_replicates_that_cannot_be_are_refused(
    weights: ArrayLike,
    replicates: ArrayLike,
    options: dict[str, Any],
    message: str,
) -> None:
    with pytest.raises(StatisticsError, match=message):
        stats.ReplicateDesign(weights, replicates, **options)


def test_influence_of_another_length_is_refused() -> None:
    design = stats.replicates(stats.Design(4, clusters=[1, 2, 3, 3]), "jk1")
    with pytest.raises(StatisticsError, match=r"influence: found shape \(4, 1\), must be \(3, k\)"):
        design.covariance(np.ones((4, 1)))


def test_linearised_influence_has_the_variance_of_its_sum() -> None:
    design = stats.replicates(
        stats.Design(6, [1, 2, 3, 1, 2, 3], clusters=[1, 1, 2, 2, 3, 3]), "jk1"
    )
    y = np.array([3.0, 5, 2, 8, 4, 1])
    values = design.of_linear((design.weights * y)[:, None])
    assert design.covariance(values)[0, 0] ** 0.5 == pytest.approx(stats.total(design, y).se)


def test_its_line_says_its_size() -> None:
    design = stats.replicates(stats.Design(4, clusters=[1, 2, 3, 3]), "jk1")
    assert repr(design) == "ReplicateDesign(n=4, df=2, replicates=3)"
