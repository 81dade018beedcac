"""The trend report as one page that stands by itself: no script, no second file."""

from collections.abc import Iterator
from functools import cache

from markupsafe import Markup

from validation.rendering.filling import fill_template
from validation.rendering.report import pages
from validation.rendering.words import Wording, wording
from validation.reporting import (
    MARKERS,
    Material,
    Multiple,
    TrendReport,
    build_trend_report,
    draw_marker,
    draw_multiple,
)
from validation.trends import Trend

PAGE = "trend.html.j2"


@cache
def trend_words(language: str) -> Wording:
    """Return the words of a trend report in a language, those of the report among them."""
    texts = {**wording("report", language).texts, **wording("trend", language).texts}
    return Wording(texts, language)


def render_trend(material: Material, trend: Trend, language: str) -> str:
    """Return what the waves of a study say together as a page of HTML in one language.

    Args:
        material: the documents of the newest wave.
        trend: all waves lined up.
        language: that of the reader.
    """
    words = trend_words(language)
    return render_trend_page(build_trend_report(material, trend, words), words)


def render_trend_page(report: TrendReport, words: Wording) -> str:
    """Return the page of a trend report."""
    # The drawings are ours, and every text in them is escaped where it is drawn.
    drawn = {one.id: Markup(draw_multiple(one)) for one in _multiples(report)}  # noqa: S704
    signs = {one: Markup(draw_marker(one)) for one in MARKERS}  # noqa: S704
    shown = {"report": report, "words": words, "drawn": drawn, "signs": signs}
    return fill_template(pages(), PAGE, shown)


def _multiples(report: TrendReport) -> Iterator[Multiple]:
    for followed in report.followed:
        yield followed.whole
        for levels in followed.across:
            yield from levels.multiples
