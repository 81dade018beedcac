import numpy as np
import pytest

from tests.trends.numbers import make_lined
from validation.trends.deciding import (
    BASELINE,
    CLAIM,
    PREVIOUS,
    SLOPE,
    Asked,
    adjust_tests,
    build_tests,
    planned_weights,
)
from validation.trends.procedure import FIRST

NAN = float("nan")
LINED = make_lined(
    [[1, 2, 3, 4]] * 3,
    hypothesis=np.array([0, 0, 1]),
    part=np.array([0, 1, 0]),
)


def test_a_second_wave_has_only_the_change_since_the_first() -> None:
    tests = build_tests(LINED, 1)

    assert np.isnan(tests.p_values).tolist() == [[False, True, True]] * 3


def test_a_third_wave_has_a_baseline_and_a_slope_as_well() -> None:
    assert not np.isnan(build_tests(LINED, 2).p_values).any()


def test_the_change_of_the_whole_audience_has_most_of_its_hypothesis() -> None:
    values = np.ones((3, 3))
    values[0, PREVIOUS] = 0.01

    found = adjust_tests(LINED, values, Asked.nothing(2))

    assert found.tests == 9
    assert found.of_series[0, PREVIOUS] == pytest.approx(0.01 / (FIRST / 2))


def test_a_claim_puts_its_own_test_first() -> None:
    values = np.ones((3, 3))
    values[0, SLOPE] = 0.01
    asked = Asked(np.array([SLOPE, PREVIOUS]), np.array([NAN, NAN]))

    assert adjust_tests(LINED, values, asked).of_series[0, SLOPE] == pytest.approx(0.01 * 2 / FIRST)


def test_a_claim_with_a_bound_of_its_own_is_one_test_more() -> None:
    asked = Asked(np.array([CLAIM, PREVIOUS]), np.array([0.01, NAN]))

    found = adjust_tests(LINED, np.ones((3, 3)), asked)

    assert found.tests == 10
    assert found.of_claims[0] == pytest.approx(0.01 * 2 / FIRST)


def test_where_the_first_test_cannot_be_made_the_change_since_the_last_wave_is() -> None:
    values = np.ones((3, 3))
    values[:, [BASELINE, SLOPE]] = NAN
    values[0, PREVIOUS] = 0.01
    asked = Asked(np.array([BASELINE, PREVIOUS]), np.array([NAN, NAN]))

    found = adjust_tests(LINED, values, asked)

    assert found.of_series[0, PREVIOUS] == pytest.approx(0.01 * 2 / FIRST)


def test_the_planned_weights_are_those_of_a_wave_with_every_test() -> None:
    whole, level = planned_weights(1)
    values = np.ones((3, 3))
    values[1, PREVIOUS] = 1e-4

    found = adjust_tests(LINED, values, Asked.nothing(2)).of_series[1, PREVIOUS]

    assert whole == FIRST
    assert found == pytest.approx(1e-4 * 2 / level)
