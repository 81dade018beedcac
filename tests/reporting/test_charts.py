import re
import struct
import subprocess
import sys
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from validation.reporting import Chart, Table, Words, draw_png, draw_svg
from validation.reporting.charts import Sink
from validation.reporting.model import (
    Bar,
    Bars,
    Curve,
    Expectations,
    Expected,
    Forest,
    Mark,
    Picture,
    Piece,
    Point,
)
from validation.verdicts import Verdict

MARK = Mark("1. <b>A</b> & B", "70%", Verdict.SUPPORTED, 0.7, 0.64, 0.76, (0.5, None))
PICTURES: tuple[Picture, ...] = (
    Forest("share", (MARK,), ((Verdict.SUPPORTED, "supported"),), "true here"),
    Curve((Point("1. Using", "73", 73.0, 70.0, 76.0),), "plus", "minus"),
    Bars((Bar("Quality?", "mean 4", (Piece(-1.0, -1.0, 0.4), Piece(1.0, 1.0, 0.6))),), "l", "h"),
    Expectations("share", (Expected("1", "7", 0.7, 0.6, 0.8, (("sales", 0.8),)),), ("sales",), "a"),
)
SVG = "{http://www.w3.org/2000/svg}"


def chart_of(picture: Picture) -> Chart:
    table = Table("Shares", ("Hypothesis", "n"), (("1. A", "250"),))
    return Chart("one", "Shares <of> all", "Supported: 1 & 2.", picture, table, "en")


@pytest.mark.parametrize("picture", PICTURES)
def test_a_chart_is_the_same_to_the_byte_each_time(picture: Picture, english: Words) -> None:
    chart = chart_of(picture)
    assert draw_svg(chart, english) == draw_svg(chart, english)
    assert draw_png(chart, english) == draw_png(chart, english)


@pytest.mark.parametrize("picture", PICTURES)
def test_a_chart_is_an_image_with_its_conclusion_as_description(
    picture: Picture, english: Words
) -> None:
    root = ET.fromstring(draw_svg(chart_of(picture), english))  # noqa: S314 (our own)
    assert root.get("role") == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert title.text == "Shares <of> all"
    assert description.text == "Supported: 1 & 2."
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


@pytest.mark.parametrize("picture", PICTURES)
def test_ids_are_unique_between_charts_of_a_page(picture: Picture, english: Words) -> None:
    one = chart_of(picture)
    pages = [draw_svg(chart, english) for chart in (one, replace(one, id="other"))]
    ids = [re.findall(r'\bid="([^"]+)"', page) for page in pages]
    assert set(ids[0]).isdisjoint(ids[1])
    assert all(len(set(found)) == len(found) for found in ids)
    for page, found in zip(pages, ids, strict=True):
        assert set(re.findall(r'(?:href="#|url\(#)([^")]+)', page)) <= set(found)


def test_words_stay_words_and_are_escaped(english: Words) -> None:
    svg = draw_svg(chart_of(PICTURES[0]), english)
    assert "<text" in svg
    assert "1. &lt;b&gt;A&lt;/b&gt; &amp; B" in svg
    assert "<metadata" not in svg
    assert not re.search(r"<svg[^>]* (?:width|height)=", svg)


def test_letters_that_the_font_has_not_do_no_harm(english: Words) -> None:
    mark = replace(MARK, label="1. 満足度 😀")
    forest = Forest("share", (mark,), (), "true here")
    assert "満足度" in draw_svg(chart_of(forest), english)
    assert draw_png(chart_of(forest), english).startswith(b"\x89PNG")


def test_the_picture_for_mail_is_a_png_twice_as_fine_as_its_points(english: Words) -> None:
    png = draw_png(chart_of(PICTURES[0]), english)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, _ = struct.unpack(">II", png[16:24])
    assert width == 960  # 360 points at 192 dots an inch
    assert len(png) < 100_000


def test_a_sink_takes_bytes_at_its_end() -> None:
    sink = Sink()
    assert sink.write(b"ab") == 2
    assert sink.seek(0) == 2
    sink.flush()
    sink.write(b"c")
    assert bytes(sink) == b"abc"


def test_reports_can_be_thought_of_without_loading_what_draws_them() -> None:
    code = "import sys, validation.reporting; print([*{'matplotlib', 'babel'} & {*sys.modules}])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
