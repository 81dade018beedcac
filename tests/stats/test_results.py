import numpy as np
import pytest

from validation import stats
from validation.errors import StatisticsError


def test_a_level_gives_its_estimate() -> None:
    found = stats.shares(stats.Design(4), [0, 0, 0, 1], ["yes", "no"])
    assert found["yes"].estimate == 0.75
    assert [part.estimate for part in found] == [0.75, 0.25]
    assert (len(found), found.n, found.levels) == (2, (4, 4), ("yes", "no"))
    assert found.se == pytest.approx(np.sqrt(np.diag(found.covariance)))
    assert found.influence.shape == (4, 2)


def test_an_unknown_level_is_named() -> None:
    found = stats.shares(stats.Design(2), [0, 1], ["yes", "no"])
    with pytest.raises(StatisticsError, match="'perhaps'"):
        found["perhaps"]


def test_results_are_values() -> None:
    design = stats.Design(3)
    assert stats.mean(design, [1, 2, 4]) == stats.mean(stats.Design(3), [1, 2, 4])
    with pytest.raises(AttributeError):
        stats.mean(design, [1, 2, 4]).se = 0  # type: ignore[misc] # that is the point


def test_p_values_are_those_of_a_t_test() -> None:
    # scipy 1.17: ttest_1samp([7, 8, 9, 8, 8], 7, alternative="greater").pvalue
    below, above = stats.p_values(stats.mean(stats.Design(5), [7, 8, 9, 8, 8]), 7)
    assert above == pytest.approx(0.017054711583704814, rel=1e-12)
    assert below == pytest.approx(1 - above)
