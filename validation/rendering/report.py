"""The report as one page that stands by itself: no script, no second file."""

from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from validation.rendering.filling import fill_template
from validation.rendering.words import Wording, wording
from validation.reporting import Chart, Material, Report, build_report, draw_svg

PAGE = "report.html.j2"


def render_report(material: Material, language: str) -> str:
    """Return what a wave says of a study as a page of HTML in one language."""
    words = wording("report", language)
    return render_page(build_report(material, words), words)


def render_page(report: Report, words: Wording) -> str:
    """Return the page of a report.

    Args:
        report: what is shown.
        words: the words around it, in the language of the report.
    """
    # The drawings are ours, and every text in them is escaped where it is drawn.
    drawn = {chart.id: Markup(draw_svg(chart, words)) for chart in _charts(report)}  # noqa: S704
    return fill_template(pages(), PAGE, {"report": report, "words": words, "drawn": drawn})


@cache
def pages() -> Environment:
    """Return where reports are made: everything escaped, nothing left out in silence."""
    return ImmutableSandboxedEnvironment(
        loader=PackageLoader("survey_templates", "report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _charts(report: Report) -> Iterator[Chart]:
    yield from report.forests
    if report.curve is not None:
        yield report.curve
    yield from report.ratings
    yield from report.expectations
