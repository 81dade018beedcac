from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from validation import stats
from validation.errors import StatisticsError
from validation.stats.design import SpreadDesign

Designs = dict[str, stats.Design]
Golden = Callable[[str, str], Any]


def test_weights_follow_from_the_population_sizes(designs: Designs, golden: Golden) -> None:
    assert designs["clus2"].weights == pytest.approx(golden("means", "clus2 weights"), rel=1e-12)


def test_without_anything_every_row_counts_one() -> None:
    design = stats.Design(3)
    assert (design.weights.tolist(), design.df) == ([1, 1, 1], 2)


def test_degrees_of_freedom_are_units_minus_strata(designs: Designs) -> None:
    found = {name: design.df for name, design in designs.items()}
    # R: degf() of the designs of golden.R
    assert found == {
        "strat": 197, "srs": 199, "clus1": 14, "clus1n": 14, "clus2": 39, "clus2wr": 39, "nhanes": 5
    }  # fmt: skip


def test_rows_without_weight_bring_no_degrees_of_freedom() -> None:
    assert stats.Design(4, [1, 1, 0, 1]).df == 2


def test_the_covariance_of_several_estimates_is_symmetric(designs: Designs) -> None:
    rng = np.random.default_rng(0)
    found = designs["clus2"].covariance(rng.normal(size=(126, 3)))
    assert found.shape == (3, 3)
    assert found == pytest.approx(found.T)
    assert (np.linalg.eigvalsh(found) > 0).all()


@pytest.mark.parametrize("shape", [(3,), (4, 2)])
def test_influence_has_a_row_for_every_row(shape: tuple[int, ...]) -> None:
    with pytest.raises(StatisticsError, match=r"must be \(3, k\)"):
        stats.Design(3).covariance(np.zeros(shape))


def test_a_design_shows_its_size() -> None:
    assert repr(stats.Design(3)) == "Design(n=3, df=2, stages=1)"


@pytest.mark.parametrize("name", ["strat", "clus1", "clus2", "nhanes"])
def test_deviations_of_all_stages_make_the_covariance(name: str, designs: Designs) -> None:
    design = designs[name]
    influence = np.random.default_rng(4).normal(size=(design.n, 3)) * design.weights[:, None]
    stages = design.stage_deviations(influence)
    assert sum(part.T @ part for part in stages) == pytest.approx(
        design.covariance(influence), rel=1e-10
    )
    assert [part.shape[0] for part in stages] == [strata.size for _, strata in design.units()]


def test_units_are_those_of_the_stages() -> None:
    design = stats.Design(
        5, strata=[1, 1, 2, 2, 2], clusters=["a", "a", "b", "c", "c"], lonely="remove"
    )
    (units, strata) = design.units()[0]
    assert units.tolist() == [0, 0, 1, 2, 2]
    assert strata.tolist() == [0, 1, 1]
    assert stats.Design(2).units()[0][0].tolist() == [0, 1]


def test_a_spread_design_says_the_same_of_categories_by_their_rows() -> None:
    codes, values = np.array([0, 1, -1, 1]), np.array([[0.5], [-0.25]])
    design = stats.Design(4, [1.0, 2.0, 3.0, 4.0])
    spread = SpreadDesign(4, design.weights)
    assert spread.covariance_by_code(codes, values) == pytest.approx(
        design.covariance_by_code(codes, values)
    )


@pytest.mark.parametrize("name", ["strat", "clus1", "clus2", "nhanes"])
def test_rows_of_weight_0_are_out_of_the_domain_and_stay_in_the_sample(
    name: str, designs: Designs
) -> None:
    design = designs[name]
    random = np.random.default_rng(8)
    y, inside = random.normal(size=design.n), random.random(design.n) < 0.8
    less = design.reweighted(np.where(inside, design.weights, 0.0))
    found, expected = stats.mean(less, y), stats.mean(design, y, where=inside)
    assert found.estimate == pytest.approx(expected.estimate, rel=1e-12)
    assert found.se == pytest.approx(expected.se, rel=1e-12)
    assert found.df == expected.df


def test_other_weights_forget_the_calibration() -> None:
    design = stats.Design(4).calibrated([[0, 0, 1, 1]], [{0: 0.7, 1: 0.3}])
    again = design.reweighted([1.0, 1.0, 1.0, 1.0])
    assert not again.is_calibrated
    assert again.covariance(np.eye(4)) == pytest.approx(stats.Design(4).covariance(np.eye(4)))


@pytest.mark.parametrize("weights", [[1.0, 2.0], [1.0, -1.0, 1.0], [0.0, 0.0, 0.0]])
def test_other_weights_must_be_weights(weights: list[float]) -> None:
    with pytest.raises(StatisticsError, match="weights"):
        stats.Design(3).reweighted(weights)
