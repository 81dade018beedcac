import math

import pytest

from validation.stats.scales import SCALES

INSIDE = {"mean": -2.5, "bounded": 0.3, "logit": 0.3, "arcsine": 0.3, "log": 2.5, "fisher": -0.4}


@pytest.mark.parametrize("name", SCALES)
def test_a_scale_leads_there_and_back(name: str) -> None:
    scale, value = SCALES[name], INSIDE[name]
    assert scale.back(scale.forward(value)) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("name", SCALES)
def test_the_slope_is_the_derivative(name: str) -> None:
    scale, value, step = SCALES[name], INSIDE[name], 1e-6
    rise = scale.forward(value + step) - scale.forward(value - step)
    assert scale.slope(value) == pytest.approx(rise / (2 * step), rel=1e-6)


@pytest.mark.parametrize(
    ("name", "value", "at"),
    [
        ("logit", 0.0, -math.inf), ("logit", 1.0, math.inf),
        ("log", 0.0, -math.inf), ("fisher", 1.0, math.inf), ("fisher", -1.0, -math.inf),
    ],
)  # fmt: skip
def test_an_end_of_the_range_is_infinitely_far(name: str, value: float, at: float) -> None:
    assert SCALES[name].forward(value) == at


def test_what_no_number_holds_is_infinite() -> None:
    assert SCALES["log"].back(1000.0) == math.inf
    assert SCALES["arcsine"].back(4.0) == 1.0
