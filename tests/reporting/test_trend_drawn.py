import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from tests.reporting.lined import broken, change, series, trend
from validation.reporting import Numerals, draw_marker, draw_multiple
from validation.reporting.trend_drawn import HEIGHT, WIDTH, draw_trend
from validation.reporting.trend_followed import build_multiple
from validation.reporting.trend_setting import TrendSetting

Make = Callable[..., TrendSetting]
NUMBER = r"-?\d+(?:\.\d+)?"


def drawn(setting: TrendSetting) -> ET.Element:
    svg = draw_multiple(build_multiple(setting.trend.series[0], setting))
    return ET.fromstring(svg)  # noqa: S314 (our own drawing)


def paths(svg: ET.Element, kind: str) -> list[str]:
    return [one.attrib["d"] for one in svg.iter("path") if one.attrib.get("class") == kind]


def test_a_picture_is_told_to_who_does_not_see_it(trend_setting_of: Make) -> None:
    svg = drawn(trend_setting_of(trend()))

    title, told = svg.find("title"), svg.find("desc")
    assert title is not None
    assert told is not None
    assert title.text == "The whole audience"
    assert str(told.text).startswith("3 waves, 2027-01 to 2027-07")
    assert svg.attrib["aria-labelledby"] == f"{title.attrib['id']} {told.attrib['id']}"


def test_each_wave_has_its_dot_and_its_interval(trend_setting_of: Make) -> None:
    svg = drawn(trend_setting_of(trend()))

    [whiskers], [dots], [line] = (paths(svg, kind) for kind in ("whisker", "dot", "line"))
    assert whiskers.count("M") == dots.count("M") == 3
    assert (line.count("M"), line.count("L")) == (1, 2)


def test_a_break_is_drawn_and_nothing_across_it(trend_setting_of: Make) -> None:
    svg = drawn(trend_setting_of(trend(series(breaks=broken()))))

    [line] = paths(svg, "line")
    assert len(paths(svg, "break")) == 1
    assert (line.count("M"), line.count("L")) == (2, 1)


@pytest.mark.parametrize(("estimate", "kind"), [(0.1, "up"), (-0.1, "down")])
def test_only_a_significant_change_has_a_triangle(
    trend_setting_of: Make, estimate: float, kind: str
) -> None:
    plain = drawn(trend_setting_of(trend()))
    svg = drawn(trend_setting_of(trend(series(changes=(change(estimate=estimate),)))))

    assert len(paths(svg, kind)) == 1
    assert not paths(plain, "up")
    assert not paths(plain, "down")


def test_nothing_is_drawn_outside_the_picture(trend_setting_of: Make) -> None:
    wild = series((0.02, 0.5, 0.99), changes=(change(), change(estimate=-0.3, since="baseline")))
    svg = drawn(trend_setting_of(trend(wild)))

    kinds = ("line", "whisker", "dot", "up")
    drawn_paths = [path for kind in kinds for path in paths(svg, kind)]
    places = [re.findall(rf"[ML]({NUMBER}) ({NUMBER})", path) for path in drawn_paths]
    assert all(
        0 <= float(x) <= WIDTH and 0 <= float(y) <= HEIGHT for path in places for x, y in path
    )


def test_words_of_a_study_are_no_tags(trend_setting_of: Make) -> None:
    level = series(segment="channel", level="<script>")
    setting = trend_setting_of(trend(series(), level))

    assert "<script>" not in draw_multiple(build_multiple(level, setting))


def test_what_may_not_be_shown_is_not_drawn(trend_setting_of: Make) -> None:
    setting = trend_setting_of(trend(series(n=3)))

    assert draw_multiple(build_multiple(setting.trend.series[0], setting)) == ""


def test_the_legend_shows_the_same_signs() -> None:
    assert 'class="up_baseline"' in draw_marker("up_baseline")


def test_the_picture_of_a_mail_has_a_place_for_every_wave(trend_setting_of: Make) -> None:
    marked = series(changes=(change(),), breaks=broken())
    setting = trend_setting_of(trend(marked))
    picture = build_multiple(marked, setting).picture
    assert picture is not None

    figure = draw_trend(picture, Numerals(setting.words)).figure()
    words = [text.get_text() for text in figure.axes[0].texts]
    assert words[-3:] == ["2027-01", "2027-04", "2027-07"]
    assert "60%" in words
