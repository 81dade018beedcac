import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from validation.trends.procedure import FIRST, Booleans, Floats, adjusted, weights_of

HYPOTHESES, KINDS = 4, 5
SHAPE = (HYPOTHESES, KINDS)
AHEAD = np.zeros(SHAPE, dtype=bool)
AHEAD[:, 0] = True
WORTH = np.tile([0.0, 2.0, 2.0, 1.0, 0.5], (HYPOTHESES, 1))
open_tests = arrays(np.bool_, SHAPE)
p_values = arrays(np.float64, SHAPE, elements=st.floats(0, 1))


def test_at_first_every_hypothesis_has_the_same_share_and_its_first_test_most_of_it() -> None:
    weights = weights_of(np.ones(SHAPE, dtype=bool), AHEAD, WORTH)

    assert weights.sum() == pytest.approx(1)
    assert weights[:, 0] == pytest.approx([FIRST / 4] * 4)
    assert weights[0, 1] / weights[0, 3] == pytest.approx(2)


def test_one_hypothesis_with_one_test_has_all() -> None:
    assert weights_of(np.array([[True]]), np.array([[True]]), np.zeros((1, 1))).item() == 1


def test_a_first_test_that_is_missing_leaves_its_weight_as_if_rejected() -> None:
    some = np.ones(SHAPE, dtype=bool)
    some[1, 0] = False
    weights = weights_of(some, AHEAD, WORTH)

    assert weights.sum() == pytest.approx(1)
    assert weights[1].sum() == pytest.approx((1 - FIRST / 2) / 4)
    assert weights[0, 0] > FIRST / 4


@given(open_tests)
def test_weights_never_add_up_to_more_than_one(some: Booleans) -> None:
    weights = weights_of(some, AHEAD, WORTH)

    assert weights.sum() <= 1 + 1e-9
    assert (weights[some] > 0).all()
    assert (weights[~some] == 0).all()


@given(open_tests, st.integers(0, HYPOTHESES * KINDS - 1))
def test_no_weight_falls_when_one_test_more_is_rejected(some: Booleans, at: int) -> None:
    before = weights_of(some, AHEAD, WORTH)
    fewer = some.copy()
    fewer.flat[at] = False
    after = weights_of(fewer, AHEAD, WORTH)

    assert (after[fewer] >= before[fewer] - 1e-12).all()


def test_the_smallest_p_value_is_divided_by_its_weight() -> None:
    values = np.full(SHAPE, 0.9)
    values[2, 0] = 0.001

    assert adjusted(values, AHEAD, WORTH)[2, 0] == pytest.approx(0.001 / (FIRST / 4))


def test_what_a_change_releases_goes_to_its_own_segments() -> None:
    values = np.full(SHAPE, 0.9)
    values[2, 3] = 0.0005
    alone = adjusted(values, AHEAD, WORTH)[2, 3]
    values[2, 0] = 1e-6

    assert adjusted(values, AHEAD, WORTH)[2, 3] < alone / 1.5


def test_a_test_that_there_is_not_is_not_counted() -> None:
    values = np.full(SHAPE, np.nan)
    values[0, 0] = 0.04

    found = adjusted(values, AHEAD, WORTH)

    assert found[0, 0] == pytest.approx(0.04)
    assert np.isnan(found).sum() == HYPOTHESES * KINDS - 1


@given(p_values, st.floats(0.001, 0.999))
def test_adjusted_p_values_decide_as_the_steps_at_that_error_do(
    values: Floats, alpha: float
) -> None:
    found = adjusted(values, AHEAD, WORTH)
    if (abs(found - alpha) < 1e-9).any():
        return
    still = np.ones(SHAPE, dtype=bool)
    for _ in range(values.size):
        still &= ~(values <= alpha * weights_of(still, AHEAD, WORTH))

    assert (~still == (found < alpha)).all()
