import numpy as np
import pytest

from validation.errors import StatisticsError
from validation.stats.quadratic import wald_statistic


def test_the_statistic_is_the_squared_distance_in_standard_errors() -> None:
    # 1.4 is R's mahalanobis(c(1, 2), c(0, 0), matrix(c(2, 1, 1, 3), 2))
    covariance = np.array([[2.0, 1.0], [1.0, 3.0]])
    assert wald_statistic(np.array([1.0, 2.0]), covariance) == pytest.approx(1.4, rel=1e-12)


@pytest.mark.parametrize("covariance", [np.zeros((2, 2)), np.ones((2, 2)), np.diag([1.0, 0.0])])
def test_a_singular_covariance_is_said(
    covariance: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> None:
    with pytest.raises(StatisticsError, match="singular one of 2 contrasts"):
        wald_statistic(np.array([1.0, 2.0]), covariance)
