import pytest

from validation.errors import TemplateError
from validation.rendering.respondent.frames import Macros, environment, render


def test_everything_is_escaped() -> None:
    assert environment("en").from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"


def test_a_page_that_lacks_a_value_is_told() -> None:
    with pytest.raises(TemplateError, match=r"section.html.j2, line"):
        render("en", "section.html.j2", {})


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Page 2 of 5"), ("fi", "Sivu 2/5"), ("sv", "Sida 2 av 5")],
)
def test_macros_speak_the_language(language: str, said: str) -> None:
    assert Macros(language, "problems.html.j2").say("progress", 2, 5) == said
