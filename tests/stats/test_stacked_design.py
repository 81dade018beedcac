import numpy as np
import pytest

from validation.errors import StatisticsError
from validation.stats.design import Design
from validation.stats.stacked_design import StackedDesign


def test_degrees_of_freedom_are_units_less_strata_counted_once() -> None:
    wave = Design(6, strata=["a", "a", "a", "b", "b", "b"])
    people = [1, 2, 3, 4, 5, 6]
    assert StackedDesign([wave, wave], None).df == 8
    assert StackedDesign([wave, wave], [people, people]).df == 4
    # stratum a has one new person, and stratum b nobody from before: three strata
    assert StackedDesign([wave, wave], [people, [1, 2, 9, 11, 12, 13]]).df == 10 - 3


def test_degrees_of_freedom_of_a_domain_are_those_of_its_units() -> None:
    waves = [Design(3), Design(4)]
    first = np.array([True] * 3 + [False] * 4)
    assert StackedDesign(waves, None).domain_df(first) == 2
    assert StackedDesign(waves, [[1, 2, 3], [2, 3, 4, 5]]).domain_df(first) == 2


def test_codes_give_the_covariance_of_rows() -> None:
    waves = StackedDesign([Design(3), Design(3)], [[1, 2, 3], [3, 2, 1]])
    codes = np.array([0, 1, 1, 0, -1, 1])
    values = np.array([[1.0, 0.5], [2.0, -1.0]])
    rows = np.where(codes[:, None] >= 0, values[codes], 0.0)
    assert waves.covariance_by_code(codes, values) == pytest.approx(waves.covariance(rows))


def test_a_stacked_design_says_what_it_is_and_what_it_cannot() -> None:
    waves = StackedDesign([Design(3), Design(4)], None)
    assert repr(waves) == "StackedDesign(n=7, df=5, samples=2)"
    with pytest.raises(StatisticsError, match="Calibrate each before"):
        waves.calibrated([], [])
    with pytest.raises(StatisticsError, match=r"must be \(7, k\)"):
        waves.covariance(np.zeros((3, 1)))
