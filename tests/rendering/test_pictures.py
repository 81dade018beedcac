from io import BytesIO

from PIL import Image

from tests.reporting.lined import series, trend
from validation.rendering import render_trend_charts, trend_words
from validation.rendering.pictures import COLOURS, draw_light
from validation.reporting import Material, build_trend_charts, draw_png

BILLS = series(hypothesis="bills")


def test_a_picture_is_smaller_in_few_colours_and_as_large_to_the_eye(material: Material) -> None:
    words = trend_words("en")
    (chart,) = build_trend_charts(material, trend(BILLS), words)
    light, whole = draw_light(chart, words), draw_png(chart, words)

    assert len(light) < len(whole) / 2
    assert Image.open(BytesIO(light)).size == Image.open(BytesIO(whole)).size
    assert Image.open(BytesIO(light)).getcolors(COLOURS) is not None


def test_each_hypothesis_is_drawn_and_said_in_words(material: Material) -> None:
    (english,) = render_trend_charts(material, trend(BILLS), "en")
    (finnish,) = render_trend_charts(material, trend(BILLS), "fi")

    assert english.says.startswith("3 waves, 2027-01 to 2027-07: from 50.0% to 70.0%")
    assert "50,0" in finnish.says
    assert english.png.startswith(b"\x89PNG")
    assert render_trend_charts(material, trend(series(hypothesis="bills", n=9)), "en") == ()
