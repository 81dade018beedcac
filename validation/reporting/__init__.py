"""The report as typed documents, its charts, and what may be shown at all."""

from validation.reporting.building import build_report
from validation.reporting.charts import draw_png, draw_svg
from validation.reporting.curve import StageRating, build_curve
from validation.reporting.digest import Digest, build_digest
from validation.reporting.disclosure import Floor, guard_figures, guard_segments, guard_topline
from validation.reporting.formatting import Numerals, Words
from validation.reporting.material import Material
from validation.reporting.model import Chart, Report, Table
from validation.reporting.news import is_news

__all__ = [
    "Chart",
    "Digest",
    "Floor",
    "Material",
    "Numerals",
    "Report",
    "StageRating",
    "Table",
    "Words",
    "build_curve",
    "build_digest",
    "build_report",
    "draw_png",
    "draw_svg",
    "guard_figures",
    "guard_segments",
    "guard_topline",
    "is_news",
]
