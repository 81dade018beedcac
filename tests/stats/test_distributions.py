import math

import pytest

from validation.stats import distributions


def test_quantiles_agree_with_r() -> None:
    # the R calls are qt(0.975, 7), qnorm(0.9) and qbeta(0.025, 3, 9)
    found = [
        distributions.t_quantile(0.975, 7),
        distributions.normal_quantile(0.9),
        distributions.beta_quantile(0.025, 3, 9),
    ]
    assert found == pytest.approx(
        [2.3646242515927844, 1.2815515655446008, 0.060217734172906622], rel=1e-12
    )


def test_probabilities_agree_with_r() -> None:
    # the R calls are pt(-2.5, 3.7), pnorm(1.3), pbeta(0.2, 3, 9),
    # and, with lower.tail=FALSE, pf(4.2, 2.3, 11.8) and pchisq(9.1, 2.6)
    found = [
        distributions.t_below(-2.5, 3.7),
        distributions.normal_below(1.3),
        distributions.beta_below(0.2, 3, 9),
        distributions.f_above(4.2, 2.3, 11.8),
        distributions.chi_square_above(9.1, 2.6),
    ]
    assert found == pytest.approx(
        [
            0.035911011455913376,
            0.9031995154143897,
            0.38259845120000036,
            0.037802846161219636,
            0.01963102160571813,
        ],
        rel=1e-12,
    )


def test_limits_are_reached() -> None:
    assert distributions.t_below(-math.inf, 5) == 0
    assert distributions.t_below(math.inf, 5) == 1
    assert distributions.beta_quantile(0.5, 0, 4) == 0
    assert distributions.beta_quantile(0.5, 4, 0) == 1
    assert distributions.beta_below(0, 2, 3) == 0
    assert distributions.beta_below(1, 2, 3) == 1
    assert distributions.beta_below(0.5, 0, 3) == 1
    assert distributions.beta_below(0.5, 3, 0) == 0


def test_chi_square_agrees_with_r() -> None:
    # the R calls are qchisq(0.95, 4) and pchisq(9.5, 4, ncp = 5, lower.tail = FALSE)
    found = [
        distributions.chi_square_quantile(0.95, 4),
        1.0 - distributions.noncentral_below(9.5, 4, 5),
    ]
    assert found == pytest.approx([9.48772903678115, 0.395340974252887], rel=1e-10)
