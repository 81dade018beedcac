from collections.abc import Callable
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from statsmodels.stats.multitest import multipletests

from validation import stats
from validation.errors import StatisticsError

Golden = Callable[[str, str], Any]

P_VALUES = [0.01, 0.04, 0.03, 0.005, 0.6]


@pytest.mark.parametrize("method", ["holm", "bh"])
def test_adjusted_p_values_agree_with_r(method: Literal["holm", "bh"], golden: Golden) -> None:
    expected = golden("multiplicity", method)
    assert stats.adjust(P_VALUES, method) == pytest.approx(expected, rel=1e-12)


def test_none_leaves_them_alone() -> None:
    assert stats.adjust(P_VALUES, "none").tolist() == P_VALUES
    assert stats.adjust([]).size == 0


@pytest.mark.parametrize("value", [-0.1, 1.1, np.nan])
def test_p_values_lie_between_0_and_1(value: float) -> None:
    with pytest.raises(StatisticsError, match="outside 0 to 1"):
        stats.adjust([0.5, value])


def test_an_unknown_method_is_named() -> None:
    with pytest.raises(StatisticsError, match="sidak"):
        stats.adjust([0.1], "sidak")  # type: ignore[arg-type] # on purpose


@given(arrays(np.float64, st.integers(0, 30), elements=st.sampled_from([0.0, 0.01, 0.02, 0.5, 1])))
def test_holm_agrees_with_statsmodels_ties_included(p_values: np.ndarray[Any, Any]) -> None:
    expected = multipletests(p_values, method="holm")[1] if p_values.size else p_values
    assert stats.adjust(p_values, "holm") == pytest.approx(expected, rel=1e-12)
