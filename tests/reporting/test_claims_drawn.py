from dataclasses import replace

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from validation.reporting import Numerals, Words
from validation.reporting.canvas import Canvas
from validation.reporting.claims_drawn import ROLES, SIGNS, draw_expectations, draw_forest
from validation.reporting.model import Expectations, Expected, Forest, Mark
from validation.verdicts import Verdict

HELD = Mark("1. Held", "70%", Verdict.SUPPORTED, 0.7, 0.64, 0.76, (0.5, None))
FAILED = Mark("2. Failed", "27%", Verdict.REFUTED, 0.27, 0.22, 0.33, (0.4, None))
OPEN = Mark("3. Open", "45%", Verdict.INCONCLUSIVE, 0.45, 0.3, 0.6, (0.4, 0.5))
FOREST = Forest("share", (HELD, FAILED, OPEN), ((Verdict.SUPPORTED, "supported"),), "true here")


def xs(line: Line2D) -> list[float]:
    return [float(value) for value in np.asarray(line.get_xdata(), dtype=float)]


def axes_of(canvas: Canvas) -> Axes:
    [axes] = canvas.figure().axes
    return axes


def signs(axes: Axes, x: float) -> list[Line2D]:
    """Return the signs that stand at a value."""
    return [line for line in axes.lines if xs(line) == [x]]


def test_verdicts_differ_in_shape_and_colour(english: Words) -> None:
    axes = axes_of(draw_forest(FOREST, Numerals(english)))
    found = [signs(axes, mark.estimate)[0] for mark in FOREST.marks]
    assert [line.get_marker() for line in found] == ["o", "x", "s"]
    assert [line.get_color() for line in found] == ["#0072B2", "#D55E00", "#767676"]
    assert len({str(sign) for sign in SIGNS.values()}) == 3


def test_each_interval_is_drawn_from_end_to_end(english: Words) -> None:
    axes = axes_of(draw_forest(FOREST, Numerals(english)))
    drawn = [tuple(xs(line)) for line in axes.lines]
    for mark in FOREST.marks:
        assert (mark.low, mark.high) in drawn


def test_each_bound_is_a_line_and_the_claimed_region_is_filled(english: Words) -> None:
    axes = axes_of(draw_forest(FOREST, Numerals(english)))
    drawn = [tuple(xs(line)) for line in axes.lines]
    for bound in (0.5, 0.4, 0.4):
        assert (bound, bound) in drawn
    filled = [shape.get_datalim(axes.transData).intervalx for shape in axes.collections]
    assert [tuple(ends) for ends in filled] == [(0.5, 1.0), (0.4, 1.0), (0.4, 0.5)]


def test_an_axis_of_other_numbers_holds_everything(english: Words) -> None:
    low = replace(HELD, estimate=-2.0, low=-3.0, high=-1.0, bounds=(0.0, None))
    axes = axes_of(draw_forest(replace(FOREST, kind="scale_gap", marks=(low,)), Numerals(english)))
    left, right = axes.get_xlim()
    assert left < -3.0
    assert right > 0.0
    assert "−2" in [text.get_text() for text in axes.texts]


def test_each_role_has_a_sign_of_its_own(english: Words) -> None:
    row = Expected("1. Held", "70%", 0.7, 0.64, 0.76, (("sales", 0.8), ("service", 0.55)))
    shown = Expectations("share", (row,), ("sales", "service"), "answered")
    axes = axes_of(draw_expectations(shown, Numerals(english)))
    [sales], [service] = signs(axes, 0.8), signs(axes, 0.55)
    assert (sales.get_marker(), service.get_marker()) == ("^", "D")
    assert len({str(role["marker"]) for role in ROLES}) == len(ROLES)
    assert {"sales", "service", "answered"} <= {text.get_text() for text in axes.texts}
