"""A template that cannot be filled is one sentence that says where."""

from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from validation.errors import TemplateError
from validation.rendering.filling import fill_template

TEXTS = {"known": "Words"}


Fill = Callable[..., str]


@pytest.fixture
def filled(tmp_path: Path) -> Fill:
    """Return how to fill the template `page` of some."""

    def fill(**templates: str) -> str:
        for name, text in templates.items():
            (tmp_path / f"{name}.j2").write_text(text)
        loader = FileSystemLoader(tmp_path)
        pages = Environment(loader=loader, undefined=StrictUndefined, autoescape=True)
        return fill_template(pages, "page.j2", {"title": "A <b>", "words": TEXTS.__getitem__})

    return fill


def test_template_is_filled(filled: Fill) -> None:
    assert filled(page="<p>{{ title }} {{ words('known') }}</p>") == "<p>A &lt;b&gt; Words</p>"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("a\n{{ titel }}", "'titel' is undefined"),
        ("a\n{{ title.size.x }}", "has no attribute 'size'"),
        ("a\n{{ words('other') }}", "no text or value 'other'"),
        ("a\n{% if %}", "Expected an expression"),
    ],
)
def test_place_without_a_value_is_told_with_its_line(
    page: str, expected: str, filled: Fill
) -> None:
    with pytest.raises(TemplateError, match=f"line 2: found .*{expected}.*, must be a place"):
        filled(page=page)


def test_place_within_another_template_is_named(filled: Fill) -> None:
    with pytest.raises(TemplateError, match=r"template part\.j2, line 1: found 'x' is undefined"):
        filled(page="{% include 'part.j2' %}", part="{{ x }}")


def test_template_that_is_not_there_is_told(filled: Fill) -> None:
    with pytest.raises(TemplateError, match=r"template page\.j2: found .*page\.j2.*, must be"):
        filled()
