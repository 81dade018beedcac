import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.trends.model import Share
from validation.trends.spending import build_budget, next_share


def spend(tests: list[int], *, alpha: float = 0.05, horizon: int = 12) -> list[Share]:
    shares: list[Share] = []
    for at, found in enumerate(tests):
        shares.append(next_share(shares, str(at), found, alpha=alpha, horizon=horizon))
    return shares


def test_the_first_wave_has_nothing_to_test_and_the_others_share_alike() -> None:
    shares = spend([0] + [20] * 11)

    assert [one.alpha for one in shares] == pytest.approx([0.0] + [0.05 / 11] * 11)


def test_what_a_wave_could_not_spend_is_left_for_the_rest_of_the_period() -> None:
    shares = spend([0, 20, 0, 20], horizon=4)

    assert [one.alpha for one in shares] == pytest.approx([0, 0.05 / 3, 0, 0.1 / 3])


def test_a_new_period_starts_after_the_horizon() -> None:
    shares = spend([0] + [20] * 12)

    assert (shares[11].period, shares[12].period) == (1, 2)
    assert shares[12].alpha == pytest.approx(0.05 / 12)


def test_the_budget_tells_what_was_spent_and_what_comes() -> None:
    budget = build_budget(spend([0, 20, 20]), alpha=0.05)

    assert budget.spent == pytest.approx(0.1 / 11)
    assert (budget.this_wave, budget.next_wave) == pytest.approx((0.05 / 11, 0.05 / 11))
    assert (budget.period, budget.horizon) == (1, 12)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=40), st.integers(1, 12))
def test_no_period_spends_more_than_it_has(tests: list[int], horizon: int) -> None:
    shares = spend(tests, horizon=horizon)

    for period in {one.period for one in shares}:
        spent = sum(one.alpha for one in shares if one.period == period)
        assert spent <= 0.05 + 1e-12
