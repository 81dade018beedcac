"""The questionnaire, to be read before it is asked."""

from pathlib import Path

import pytest

from validation.steps import Prepared, prepare_study, preview_page, preview_text

EXAMPLE = Path(__file__).parents[2] / "examples" / "mobile_operator" / "study.yaml"


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    """Return the prepared example."""
    return prepare_study(EXAMPLE)


@pytest.mark.parametrize(
    ("language", "wording"),
    [
        ("en", "How do you rate the reputation of your operator?"),
        ("fi", "Millaisena pidät operaattorisi mainetta?"),
        ("sv", "Hur bedömer du din operatörs rykte?"),
    ],
)
def test_both_forms_ask_in_the_language(prepared: Prepared, language: str, wording: str) -> None:
    assert wording in " ".join(preview_text(prepared, language).split())
    assert wording in preview_page(prepared, language)
