import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D

from validation.reporting import Numerals, Words
from validation.reporting.canvas import Canvas
from validation.reporting.model import Bar, Bars, Curve, Piece, Point
from validation.reporting.stages_drawn import ABOVE, BELOW, MIDDLE, draw_bars, draw_curve

CURVE = Curve(
    (Point("1. Using", "73", 73.0, 70.0, 76.0), Point("2. Paying", "61", 61.0, 58.0, 64.0)),
    "plus",
    "minus",
)
BAR = Bar(
    "Quality?",
    "mean 4",
    (Piece(-1.0, -1.0, 0.1), Piece(0.0, 0.0, 0.2), Piece(0.5, 0.5, 0.3), Piece(1.0, 1.0, 0.4)),
)


def xs(line: Line2D) -> list[float]:
    return [float(value) for value in np.asarray(line.get_xdata(), dtype=float)]


def ys(line: Line2D) -> list[float]:
    return [float(value) for value in np.asarray(line.get_ydata(), dtype=float)]


def axes_of(canvas: Canvas) -> Axes:
    [axes] = canvas.figure().axes
    return axes


def test_a_better_experience_stands_higher(english: Words) -> None:
    axes = axes_of(draw_curve(CURVE, Numerals(english)))
    [curve] = [line for line in axes.lines if xs(line) == [1.0, 2.0]]
    using, paying = ys(curve)
    assert using < paying  # points count downwards
    ends = [ys(line) for line in axes.lines if xs(line) == [1.0, 1.0]]
    assert any(low > using > high for low, high in ends)


def test_stages_are_named_below_the_curve(english: Words) -> None:
    words = [text.get_text() for text in axes_of(draw_curve(CURVE, Numerals(english))).texts]
    assert words.index("1. Using") < words.index("2. Paying")
    assert {"plus", "minus", "0", "50", "100"} <= set(words)


def test_a_bar_lies_about_the_middle_of_its_scale(english: Words) -> None:
    axes = axes_of(draw_bars(Bars((BAR,), "low", "high"), Numerals(english)))
    ends = [shape.get_datalim(axes.transData).intervalx for shape in axes.collections]
    # 0.1 below and half of the 0.2 at the middle lie to the left
    assert [tuple(one) for one in ends] == [
        pytest.approx(one) for one in ((-0.2, -0.1), (-0.1, 0.1), (0.1, 0.4), (0.4, 0.8))
    ]


def test_sides_have_their_own_colours(english: Words) -> None:
    axes = axes_of(draw_bars(Bars((BAR,), "low", "high"), Numerals(english)))
    colours = [to_hex(np.asarray(shape.get_facecolor())[0].tolist()) for shape in axes.collections]
    assert colours == [BELOW[3], MIDDLE, ABOVE[2], ABOVE[3]]
