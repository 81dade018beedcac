"""The report as typed documents, its charts, and what may be shown at all."""

from validation.reporting.building import build_report
from validation.reporting.charts import draw_png, draw_svg
from validation.reporting.curve import StageRating, build_curve
from validation.reporting.digest import Digest, build_digest
from validation.reporting.disclosure import Floor, guard_figures, guard_segments, guard_topline
from validation.reporting.formatting import Numerals, Words
from validation.reporting.hidden_points import guard_series
from validation.reporting.material import Material
from validation.reporting.model import Chart, Report, Table
from validation.reporting.news import brings_change, is_news
from validation.reporting.trend_building import MARKERS, build_trend_report
from validation.reporting.trend_charts import build_trend_charts
from validation.reporting.trend_digest import TrendDigest, build_trend_digest
from validation.reporting.trend_drawn import draw_marker, draw_multiple
from validation.reporting.trend_model import Multiple, TrendReport

__all__ = [
    "MARKERS",
    "Chart",
    "Digest",
    "Floor",
    "Material",
    "Multiple",
    "Numerals",
    "Report",
    "StageRating",
    "Table",
    "TrendDigest",
    "TrendReport",
    "Words",
    "brings_change",
    "build_curve",
    "build_digest",
    "build_report",
    "build_trend_charts",
    "build_trend_digest",
    "build_trend_report",
    "draw_marker",
    "draw_multiple",
    "draw_png",
    "draw_svg",
    "guard_figures",
    "guard_segments",
    "guard_series",
    "guard_topline",
    "is_news",
]
