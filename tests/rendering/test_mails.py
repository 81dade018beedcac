import pytest

from validation.errors import TemplateError
from validation.rendering.mails import fold, mails, render_html, render_text


def test_a_long_address_is_not_broken() -> None:
    address = "https://example.com/" + "a-b" * 40
    assert fold(address) == address


def test_html_is_escaped_and_text_is_not() -> None:
    assert mails().from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"
    assert mails().select_template(["digest.txt.j2"]).environment is mails()


@pytest.mark.parametrize("render", [render_html, render_text])
def test_a_template_without_its_values_is_told(render: object) -> None:
    assert callable(render)
    with pytest.raises(TemplateError, match=r"template digest\.\w+\.j2"):
        render("digest.html.j2" if render is render_html else "digest.txt.j2", {})
