import subprocess
import sys

import numpy as np
import pytest

from validation.stats import borrowed


def test_a_gaussian_fit_is_weighted_least_squares() -> None:
    # R: coef(lm(c(1, 3, 2, 5) ~ c(0, 1, 2, 3), weights = c(1, 2, 1, 2)))
    columns = np.column_stack([np.ones(4), np.arange(4.0)])
    found = borrowed.fit_gaussian(np.array([1.0, 3, 2, 5]), columns, np.array([1.0, 2, 1, 2]))
    assert found.coefficients == pytest.approx([14 / 11, 12.5 / 11], rel=1e-12)
    assert found.converged


def test_a_binomial_fit_is_that_of_r() -> None:
    # R: f <- glm(c(0, 1, 0, 1, 1) ~ c(0, 1, 2, 3, 4), quasibinomial, weights = c(1, 2, 1, 2, 1),
    # epsilon = 1e-15); c(coef(f), f$deviance, f$null.deviance)
    columns = np.column_stack([np.ones(5), np.arange(5.0)])
    found = borrowed.fit_binomial(np.array([0.0, 1, 0, 1, 1]), columns, np.array([1.0, 2, 1, 2, 1]))
    assert [*found.coefficients, found.deviance, found.null_deviance] == pytest.approx(
        [-0.783590490620558, 1.028331771813827, 6.557257110619697, 8.375774240193602], rel=1e-9
    )


def test_separation_does_not_converge_and_warns_nobody() -> None:
    columns = np.column_stack([np.ones(4), np.arange(4.0)])
    found = borrowed.fit_binomial(np.array([0.0, 0, 1, 1]), columns, np.ones(4))
    assert not found.converged or (found.mean * (1 - found.mean)).min() < 1e-10


def test_the_door_does_not_load_statsmodels() -> None:
    code = (
        "import sys; import validation.stats; print(any('statsmodels' in m for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
