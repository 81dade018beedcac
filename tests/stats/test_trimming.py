import numpy as np
import pytest

from validation import stats
from validation.errors import StatisticsError

WEIGHTS = [1.0, 2.5, 4.0, 7.0, 12.0, 30.0, 0.2]


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        # d <- svydesign(id=~1, weights=w, data=data.frame(w=c(1, 2.5, 4, 7, 12, 30, 0.2)))
        # weights(trimWeights(d, upper=10))
        ({"high": 10.0}, [5.4, 6.9, 8.4, 11.4, 10.0, 10.0, 4.6]),
        # weights(trimWeights(d, upper=15, lower=0.8))
        ({"high": 15.0, "low": 0.8}, [3.88, 5.38, 6.88, 9.88, 14.88, 15.0, 0.8]),
    ],
)
def test_trimmed_weights_agree_with_r(bounds: dict[str, float], expected: list[float]) -> None:
    found = stats.trim(WEIGHTS, **bounds)
    assert found == pytest.approx(expected, rel=1e-12)
    assert found.sum() == pytest.approx(sum(WEIGHTS), rel=1e-12)


def test_weights_inside_stay_as_they_are() -> None:
    assert stats.trim(WEIGHTS, high=30).tolist() == WEIGHTS
    again = stats.trim(WEIGHTS)
    again[0] = 9
    assert WEIGHTS[0] == 1.0


@pytest.mark.parametrize(
    ("low", "high", "message"), [(3, 2, "low: found 3"), (13, 14, "Widen the bounds")]
)
def test_bounds_that_cannot_be_are_said(low: float, high: float, message: str) -> None:
    with pytest.raises(StatisticsError, match=message):
        stats.trim(np.array(WEIGHTS), low=low, high=high)
