"""Charts as small pictures: for a mail, and for pages that are not ours."""

from dataclasses import dataclass
from io import BytesIO

from validation.rendering.trend import trend_words
from validation.rendering.words import Wording
from validation.reporting import Chart, Material, build_trend_charts, draw_png
from validation.trends import Trend

COLOURS = 64


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """A chart as a PNG picture: what it is of, and in words what it shows."""

    title: str
    says: str
    png: bytes


def draw_light(chart: Chart, words: Wording) -> bytes:
    """Return a chart in few colours on white: a third of the bytes, and fit for dark screens."""
    from PIL import Image  # noqa: PLC0415 (only a picture needs to wait for it)

    smaller = BytesIO()
    drawn = Image.open(BytesIO(draw_png(chart, words))).convert("RGB")
    drawn.quantize(COLOURS, Image.Quantize.MEDIANCUT).save(smaller, "PNG", optimize=True)
    return smaller.getvalue()


def render_trend_charts(material: Material, trend: Trend, language: str) -> tuple[DrawnChart, ...]:
    """Return a picture of each hypothesis in the whole audience, as far as it may be shown.

    Args:
        material: the documents of the newest wave.
        trend: all waves lined up.
        language: that of the reader.
    """
    words = trend_words(language)
    charts = build_trend_charts(material, trend, words)
    return tuple(DrawnChart(one.title, one.conclusion, draw_light(one, words)) for one in charts)
