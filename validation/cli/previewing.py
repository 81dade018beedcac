"""`todenna preview`: the questionnaire as text or as an HTML page."""

from pathlib import Path

from validation.cli.output import write_text
from validation.steps import prepare_study, preview_page, preview_text


def show_preview(path: Path, language: str | None, out: Path | None, *, as_page: bool) -> None:
    """Print the questionnaire, or write it to a file."""
    prepared = prepare_study(path)
    show = preview_page if as_page else preview_text
    write_text(show(prepared, language or prepared.study.languages[0]), out)
