import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validation import stats
from validation.trends.lined import Floats
from validation.trends.overlapping import Panel


def deviations(y: Floats) -> Floats:
    n = y.size
    found: Floats = (y - y.mean()) / n * (n / (n - 1)) ** 0.5
    return found[:, None]


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_the_correlation_is_that_of_the_stacked_estimates(seed: int) -> None:
    random = np.random.default_rng(seed)
    rows = [random.normal(size=25) for _ in range(2)]
    people = [random.permutation(35)[:25] for _ in range(2)]
    samples = [(design, stats.mean(design, y)) for y in rows for design in [stats.Design(25)]]
    covariance = stats.stack(samples, units=people).covariance
    expected = covariance[0, 1] / (covariance[0, 0] * covariance[1, 1]) ** 0.5
    waves = [(who, deviations(y)) for who, y in zip(people, rows, strict=True)]

    assert Panel(waves, 1).correlation(0, 1)[0] == pytest.approx(expected)


def test_people_are_counted_who_are_in_both() -> None:
    none = np.zeros((4, 1))
    panel = Panel([(np.array([1, 2, 3, 4]), none), None, (np.array([3, 4, 5, 6]), none)], 1)

    assert panel.overlap(0, 2) == 2
    assert panel.joining(0, 2) == 0.5
    assert (panel.new(0), panel.new(1), panel.new(2)) == (1, 1, 0.5)
    assert (panel.overlap(0, 1), panel.correlation(0, 1)[0]) == (0, 0)


def test_who_answered_twice_in_a_wave_is_one_person() -> None:
    values = np.array([[1.0], [2.0], [-3.0]])
    twice = Panel([(np.array([7, 7, 8]), values), (np.array([7, 8]), np.array([[3.0], [-3.0]]))], 1)

    assert twice.overlap(0, 1) == 2
    assert twice.correlation(0, 1)[0] == pytest.approx(1)
