"""A chart as a picture: whenever it is drawn, the same to the byte."""

import re
from collections.abc import Callable
from html import escape
from typing import Any
from warnings import catch_warnings, filterwarnings

from validation.reporting.canvas import POINTS, Canvas
from validation.reporting.claims_drawn import draw_expectations, draw_forest
from validation.reporting.formatting import Numerals, Words
from validation.reporting.model import Bars, Chart, Curve, Expectations, Forest
from validation.reporting.stages_drawn import draw_bars, draw_curve
from validation.reporting.trend_drawn import draw_trend
from validation.reporting.trend_picture import TrendPicture

DRAWN: dict[type, Callable[[Any, Numerals], Canvas]] = {
    Forest: draw_forest,
    Curve: draw_curve,
    Bars: draw_bars,
    Expectations: draw_expectations,
    TrendPicture: draw_trend,
}
SCALE = 2
SCREEN = SCALE * 96


FORMS: dict[str, dict[str, Any]] = {
    "svg": {"dpi": POINTS, "metadata": {"Date": None}},
    "png": {"dpi": SCREEN, "metadata": {"Software": None}},
}
UNIQUE = (' id="', 'href="#', "url(#")


class Sink(bytearray):
    """Bytes in memory, as much of a file as a picture needs to be written to."""

    def write(self, data: bytes) -> int:
        """Take bytes at the end."""
        self.extend(data)
        return len(data)

    def seek(self, at: int) -> int:
        """Stay at the end: nothing is ever written elsewhere."""
        del at
        return len(self)

    def flush(self) -> None:
        """Do nothing: all is here."""


def draw_svg(chart: Chart, words: Words) -> str:
    """Return the chart as an SVG element, its conclusion as its description.

    Args:
        chart: what is drawn.
        words: the words of the report, in the language of the chart.
    """
    written = _written(chart, words, "svg").decode()
    body = written[written.index("<svg") :]
    opening, rest = body.split(">", 1)
    names = f"{chart.id}-title {chart.id}-desc"
    for mark in UNIQUE:
        rest = rest.replace(mark, f"{mark}{chart.id}-")
    return (
        f'{_without_size(opening)} role="img" aria-labelledby="{names}">'
        f'<title id="{chart.id}-title">{escape(chart.title)}</title>'
        f'<desc id="{chart.id}-desc">{escape(chart.conclusion)}</desc>{_without_metadata(rest)}'
    )


def draw_png(chart: Chart, words: Words) -> bytes:
    """Return the chart as a PNG picture, twice as fine as a screen of old."""
    return _written(chart, words, "png")


def _written(chart: Chart, words: Words, form: str) -> bytes:
    from matplotlib import rc_context  # noqa: PLC0415 (see above)

    look: dict[Any, Any] = {
        "svg.fonttype": "none",
        "svg.hashsalt": chart.id,
        "font.family": ["DejaVu Sans", "sans-serif"],
        "figure.dpi": POINTS,
        "path.simplify": False,
    }
    sink: Any = Sink()  # a file as far as matplotlib uses one
    with rc_context(look), catch_warnings():
        # The browser has the letters that the font at hand has not.
        filterwarnings("ignore", message="Glyph .* missing")
        figure = DRAWN[type(chart.picture)](chart.picture, Numerals(words)).figure()
        figure.savefig(sink, format=form, **FORMS[form])
    return bytes(sink)


def _without_size(opening: str) -> str:
    """Return the opening tag without width and height, so that the page sets them."""
    return re.sub(r' (?:width|height|version)="[^"]*"', "", opening)


def _without_metadata(body: str) -> str:
    return re.sub(r"\s*<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
