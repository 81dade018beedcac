import pytest

from validation.rendering.respondent.catalogues import catalogue, figure, spoken


@pytest.mark.parametrize(
    ("chosen", "language"), [("fi", "fi"), ("sv-FI", "sv"), ("de", "en"), ("", "en")]
)
def test_who_speaks_a_language_without_catalogue_reads_english(chosen: str, language: str) -> None:
    assert spoken(chosen) == language


@pytest.mark.parametrize(
    ("number", "language", "written"),
    [(34.5, "fi", "34,5"), (34.5, "en", "34.5"), (1e6, "sv", "1000000"), (-0.25, "sv", "-0,25")],
)
def test_numbers_are_written_as_they_are_read(number: float, language: str, written: str) -> None:
    assert figure(number, language) == written


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Next"), ("fi", "Seuraava"), ("sv", "Nästa")]
)
def test_catalogues_are_read_as_they_stand(language: str, word: str) -> None:
    assert catalogue(language).gettext("Next") == word
