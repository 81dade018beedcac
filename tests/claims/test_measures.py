import numpy as np
import pytest

from validation.claims import Asked


def test_planning_spreads_answers_evenly_over_the_scale() -> None:
    ten = Asked("q", "rating", (), 1, 10)
    assert ten.spread == pytest.approx(np.arange(1, 11).std())


def test_without_a_scale_the_unit_is_one_standard_deviation() -> None:
    assert Asked("hours", "number").spread == 1
