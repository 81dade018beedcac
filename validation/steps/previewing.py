"""The questionnaire of a study, to be read before it is asked."""

from validation.rendering import render_preview_page, render_preview_text
from validation.steps.preparing import Prepared


def preview_text(prepared: Prepared, language: str) -> str:
    """Return the questionnaire as plain text."""
    return render_preview_text(prepared.questionnaire, language)


def preview_page(prepared: Prepared, language: str) -> str:
    """Return the questionnaire as one self-contained HTML page."""
    return render_preview_page(prepared.questionnaire, prepared.study, language)
