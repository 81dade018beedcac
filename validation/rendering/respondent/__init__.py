"""The pages that a respondent meets: consent, questions, review, notices."""

from validation.rendering.respondent.assets import Asset, assets
from validation.rendering.respondent.notices import Notice, render_notice
from validation.rendering.respondent.pages import RespondentPages, StudyNotice
from validation.rendering.respondent.visitor import Visitor

__all__ = [
    "Asset",
    "Notice",
    "RespondentPages",
    "StudyNotice",
    "Visitor",
    "assets",
    "render_notice",
]
