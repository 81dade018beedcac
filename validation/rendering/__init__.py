"""From documents and words to what people read: pages and texts."""

from validation.rendering.digest import (
    changes_words,
    digest_words,
    render_digest,
    render_trend_digest,
)
from validation.rendering.invitation import LINK, STOP, render_invitation
from validation.rendering.mails import Rendered
from validation.rendering.notice import render_operator_notice
from validation.rendering.pictures import DrawnChart, render_trend_charts
from validation.rendering.preview_page import render_preview_page
from validation.rendering.preview_text import render_preview_text
from validation.rendering.report import render_report
from validation.rendering.respondent import (
    Asset,
    Notice,
    RespondentPages,
    StudyNotice,
    Visitor,
    assets,
    render_notice,
)
from validation.rendering.trend import render_trend, trend_words
from validation.rendering.words import Wording, wording

__all__ = [
    "LINK",
    "STOP",
    "Asset",
    "DrawnChart",
    "Notice",
    "Rendered",
    "RespondentPages",
    "StudyNotice",
    "Visitor",
    "Wording",
    "assets",
    "changes_words",
    "digest_words",
    "render_digest",
    "render_invitation",
    "render_notice",
    "render_operator_notice",
    "render_preview_page",
    "render_preview_text",
    "render_report",
    "render_trend",
    "render_trend_charts",
    "render_trend_digest",
    "trend_words",
    "wording",
]
