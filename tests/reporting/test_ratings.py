from collections.abc import Callable

import pytest

from validation.reporting.model import Bars
from validation.reporting.ratings import build_ratings
from validation.reporting.setting import Setting
from validation.verdicts import Topline

Toplines = Callable[..., Topline]


def test_pieces_lie_about_the_middle_of_the_scale(
    topline_of: Toplines, setting_of: Callable[..., Setting]
) -> None:
    topline = topline_of("quality", {"1": 10, "2": 20, "3": 30, "4": 0, "5": 40})
    [chart] = build_ratings(setting_of(toplines=(topline,)))
    assert isinstance(chart.picture, Bars)
    [bar] = chart.picture.bars
    assert [(piece.place, piece.share) for piece in bar.pieces] == [
        (-1.0, 0.1), (-0.5, 0.2), (0.0, 0.3), (1.0, 0.4),
    ]  # fmt: skip
    [row] = chart.table.rows
    assert row == ("Quality?", "30.0%", "30.0%", "40.0%", "–", "100")


def test_points_joined_across_the_middle_leave_the_sides_unsaid(
    topline_of: Toplines, setting_of: Callable[..., Setting]
) -> None:
    topline = topline_of("quality", {"1": 0, "2": 6, "3": 5, "4": 50, "5": 40})
    [chart] = build_ratings(setting_of(toplines=(topline,)))
    [row] = chart.table.rows
    assert row[1:4] == ("–", "–", "–")
    assert isinstance(chart.picture, Bars)
    assert chart.picture.bars[0].value == "mean – · n 101"


def test_the_best_comes_first_and_is_named(
    topline_of: Toplines, setting_of: Callable[..., Setting]
) -> None:
    low = topline_of("quality", {"1": 60, "2": 0, "3": 0, "4": 0, "5": 40})
    low = low.model_copy(update={"weighted_mean": 2.6})
    [chart] = build_ratings(setting_of(toplines=(low,), language="fi"))
    assert chart.conclusion == "Kysymyksen ”Laatu?” keskiarvo on 2,60."
    assert chart.title == "Käyttö"


def test_an_item_with_few_answers_is_not_drawn(
    topline_of: Toplines, setting_of: Callable[..., Setting]
) -> None:
    topline = topline_of("quality", {"1": 1, "2": 2, "3": 0, "4": 3, "5": 1})
    assert build_ratings(setting_of(toplines=(topline,))) == ()


def test_shares_are_weighted(topline_of: Toplines, setting_of: Callable[..., Setting]) -> None:
    topline = topline_of("quality", {"1": 50, "2": 0, "3": 0, "4": 0, "5": 50})
    heavy = [line.model_copy(update={"weighted": 0.25 + 0.5 * (line.code == "5")})
             for line in topline.lines]  # fmt: skip
    [chart] = build_ratings(
        setting_of(toplines=(topline.model_copy(update={"lines": tuple(heavy)}),))
    )
    assert isinstance(chart.picture, Bars)
    [bar] = chart.picture.bars
    assert [piece.share for piece in bar.pieces] == pytest.approx([0.25, 0.75])
