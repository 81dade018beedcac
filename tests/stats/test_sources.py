import numpy as np
import pytest

from validation import stats
from validation.stats.smooth import Smooth, portions
from validation.stats.sources import Mixed, Part, Rows

DESIGN = stats.Design(4, [1.0, 2.0, 1.0, 4.0])
CODES = np.array([0, 1, 0, 1], dtype=np.int8)
SLOPES = (np.eye(2) - [0.25, 0.75])[:, None, :] / 8
SHARES = Smooth(CODES, (None,), SLOPES, portions)


def test_a_part_is_one_of_the_functions() -> None:
    first, second = Part(SHARES, 0), Part(SHARES, 1)
    assert first.rows(DESIGN) == pytest.approx([3 / 32, -1 / 16, 3 / 32, -1 / 8])
    assert second.values(DESIGN) == pytest.approx(-first.values(DESIGN))


def test_a_mixture_is_the_combination_of_its_parts() -> None:
    mixed = Mixed([Part(SHARES, 0), Rows(np.ones(4))], np.array([2.0, -1.0]))
    assert mixed.rows(DESIGN) == pytest.approx(2 * Part(SHARES).rows(DESIGN) - 1)
    assert mixed.values(DESIGN) == pytest.approx(mixed.rows(DESIGN))


def test_under_replicates_rows_stay_rows_and_values_are_deviations() -> None:
    design = stats.replicates(DESIGN, "jk1")
    rows = Rows(DESIGN.weights * [3.0, 1.0, 2.0, 5.0])
    assert rows.rows(design).shape == rows.values(design).shape == (4,)
    assert design.covariance(rows.values(design)[:, None])[0, 0] ** 0.5 == pytest.approx(
        stats.total(design, [3, 1, 2, 5]).se
    )
    assert Part(SHARES).rows(design) == pytest.approx(Part(SHARES).rows(DESIGN))


def test_contrasts_of_joined_estimates_keep_their_rows_under_replicates() -> None:
    design = stats.replicates(DESIGN, "jk1")
    joined = stats.combine(
        [stats.mean(design, [3, 1, 2, 5]), stats.mean(design, [1, 1, 4, 2])], design
    )
    gap = stats.contrast(joined, [1, -1])
    pairs = stats.paired_difference(design, [3, 1, 2, 5], [1, 1, 4, 2])
    assert (gap.se, gap.deff) == pytest.approx((pairs.se, pairs.deff), rel=1e-10)
