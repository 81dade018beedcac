"""The page of a trend and the mail of a later wave: whole, escaped, in every language."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.rendering.test_report import Tree
from tests.reporting.lined import change, news, series, trend
from validation.language import SHIPPED
from validation.rendering import (
    changes_words,
    render_trend,
    render_trend_digest,
    trend_words,
)
from validation.reporting import Material, build_trend_digest
from validation.trends import News, Series, Trend

LARGEST = 80_000


def lined(*more: Series, brought: Sequence[News] = ()) -> Trend:
    ours: dict[str, Any] = {"hypothesis": "bills"}
    whole = series(changes=(change(),), detectable=0.05, **ours)
    return trend(whole, *more, news=tuple(brought or [news(**ours), news(kind="new", **ours)]))


@pytest.mark.parametrize("language", SHIPPED)
def test_the_page_is_whole_and_in_the_language_of_the_reader(
    material: Material, language: str
) -> None:
    level = series(hypothesis="bills", segment="group", level="young")
    page = render_trend(material, lined(level), language)
    tree = Tree(re.sub(r"<!doctype html>", "", page))

    assert tree.open == []
    assert tree.named("html")[0]["lang"] == language
    assert trend_words(language)("trend_report") in page
    assert "<script" not in page
    assert "{{" not in page


def test_names_are_told_once_and_every_link_leads_somewhere(material: Material) -> None:
    level = series(hypothesis="bills", segment="group", level="young")
    tree = Tree(render_trend(material, lined(level), "en"))

    names = [attrs["id"] for _, attrs in tree.tags if "id" in attrs]
    assert len(names) == len({*names})
    places = {str(attrs["href"]).removeprefix("#") for attrs in tree.named("a")}
    assert places <= {*names}
    labels = {one for _, attrs in tree.tags for one in (attrs.get("aria-labelledby") or "").split()}
    assert labels <= {*names}


def test_what_changed_comes_before_all_else(material: Material) -> None:
    page = render_trend(material, lined(), "en")
    body = page[page.index("<body>") :]

    order = ["Significant change in 1 hypothesis", "Higher than in wave", "What else is new",
             "Contents", "Each hypothesis over the waves", "How sure this is",
             "The waves"]  # fmt: skip
    assert [body.index(one) for one in order] == sorted(body.index(one) for one in order)


def test_texts_of_the_study_are_escaped(material: Material) -> None:
    page = render_trend(material, lined(), "en")

    assert "Bills are &lt;hard&gt;" in page
    assert "<hard>" not in page


def test_a_hidden_number_is_nowhere_on_the_page(material: Material) -> None:
    small = series((0.5, 0.6, 0.123), n=[100, 100, 4], hypothesis="bills")
    page = render_trend(material, trend(small), "en")

    assert "12.3%" not in page
    assert "hidden" in page


def mail(material: Material, language: str, told: Trend) -> tuple[str, str, int]:
    digest = build_trend_digest(
        material, told, changes_words(language), report="https://example.com/r", stop="%stop%"
    )
    rendered = render_trend_digest(digest)
    return rendered.html, rendered.text, len(rendered.images)


@pytest.mark.parametrize("language", SHIPPED)
def test_a_mail_says_the_same_in_text_and_in_html(material: Material, language: str) -> None:
    html, text, images = mail(material, language, lined())

    words = " ".join(text.split())
    for said in re.findall(
        r"\d+[.,]\d", re.sub(r"<[^>]+>|style=.*?>", " ", html.split("<body")[1])
    ):
        assert said in words
    assert (images, len(html) < LARGEST) == (1, True)
    assert "%stop%" in html
    assert "%stop%" in text
    assert max(map(len, text.splitlines())) <= 80


def test_where_nothing_changed_there_is_no_picture(material: Material) -> None:
    html, text, images = mail(material, "en", lined().model_copy(update={"news": ()}))

    assert images == 0
    assert "<img" not in html
    assert "Nothing changed since wave 2027-04" in text


def test_twenty_long_rows_are_cut_off_by_no_mail_program(material: Material) -> None:
    digest = build_trend_digest(material, lined(), changes_words("fi"))
    [told, *_] = digest.told
    long = replace(told, says="väite " * 40, sentence="muutos " * 60, also="lisäksi " * 40)
    rendered = render_trend_digest(replace(digest, told=(long,) * 20))

    assert len(rendered.html.encode()) < LARGEST
