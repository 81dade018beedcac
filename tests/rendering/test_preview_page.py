import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from jinja2 import Environment, meta

from validation.language import SHIPPED
from validation.questionnaire import Questionnaire
from validation.rendering import render_preview_page
from validation.rendering.preview_page import PAGE, pages
from validation.study import Study

VOID = {"meta", "input", "br"}


class Tree(HTMLParser):
    """Every tag with its attributes, and whether each was closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def values(self, tag: str, name: str) -> list[str]:
        return [str(attrs[name]) for one, attrs in self.tags if one == tag and name in attrs]


@pytest.fixture
def page(questionnaire: Questionnaire, study: Study) -> str:
    return render_preview_page(questionnaire, study, "en")


def test_the_page_stands_by_itself(page: str) -> None:
    assert not re.search(r"<script|<link|<img|@import|https?://|url\(", page)


def test_every_tag_is_closed_and_every_id_is_there_once(page: str) -> None:
    tree = Tree(page)
    assert tree.open == []
    ids = Counter(str(attrs["id"]) for _, attrs in tree.tags if "id" in attrs)
    assert set(ids.values()) == {1}
    pointed = {name.removeprefix("#") for name in tree.values("a", "href")}
    for attribute in ("aria-labelledby", "aria-describedby"):
        pointed |= {str(attrs[attribute]) for _, attrs in tree.tags if attribute in attrs}
    assert pointed <= set(ids)


def test_every_question_is_a_fieldset_with_real_controls(
    page: str, questionnaire: Questionnaire
) -> None:
    tree = Tree(page)
    count = sum(1 for _ in questionnaire.items())
    assert [tag for tag, _ in tree.tags].count("fieldset") == count
    assert [tag for tag, _ in tree.tags].count("legend") == count
    named = {*tree.values("input", "name"), *tree.values("textarea", "name")}
    ranked = {"order.a", "order.b"}
    assert named - ranked == {item.id for item in questionnaire.items()} - {"order"}
    assert ranked <= named


def test_words_of_the_study_are_text_and_never_markup(page: str) -> None:
    assert "Bills are &lt;hard&gt;" in page
    assert "The operator &lt;b&gt;" in page
    assert "<hard>" not in page


def test_what_looks_like_a_template_in_the_study_stays_as_it_is(
    questionnaire: Questionnaire, study: Study
) -> None:
    title = study.stages[0].title.model_validate("{{ 7*7 }}")
    page = render_preview_page(questionnaire.model_copy(update={"title": title}), study, "en")
    assert "<h1>{{ 7*7 }}</h1>" in page


def test_each_question_names_its_hypotheses(page: str) -> None:
    assert page.count("<summary>Hypotheses that need this (1)</summary>") == 3
    assert "No hypothesis needs this: decides what is asked" in page


@pytest.mark.parametrize("language", SHIPPED)
def test_the_page_is_in_the_language_of_the_reader(
    language: str, questionnaire: Questionnaire, study: Study
) -> None:
    page = render_preview_page(questionnaire, study, language)
    heading = {"en": "Codebook", "fi": "Koodikirja", "sv": "Kodbok"}
    assert f'<html lang="{language}">' in page
    assert {one for one, word in heading.items() if f">{word}<" in page} == {language}


def test_the_template_asks_for_nothing_that_is_not_given() -> None:
    environment: Environment = pages()
    assert environment.loader is not None
    source, *_ = environment.loader.get_source(environment, PAGE)
    assert meta.find_undeclared_variables(environment.parse(source)) == {
        *("codebook", "language", "minutes", "questionnaire", "says", "sections", "title", "words")
    }


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ink", ["ink", "soft", "accent"])
def test_colours_have_the_contrast_of_level_aa(ink: str, page: str) -> None:
    colours = dict(re.findall(r"--(\w+): (#\w{6})", page))
    for ground in ("#ffffff", colours["tint"]):
        assert (luminance(ground) + 0.05) / (luminance(colours[ink]) + 0.05) >= 4.5
