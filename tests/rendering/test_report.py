import itertools
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from jinja2 import DictLoader, UndefinedError
from jinja2.exceptions import TemplateError

from validation.claims import Choices, Column, Frame
from validation.language import SHIPPED
from validation.questionnaire import Questionnaire, bind_claims
from validation.rendering import render_report, wording
from validation.rendering.report import pages
from validation.reporting import Floor, Material, build_curve, build_report
from validation.stats import Design
from validation.study import Study
from validation.verdicts import Planned, assess, build_plan, build_topline
from validation.weighting import weigh

LARGEST = 1_500_000


class Tree(HTMLParser):
    """Every tag with its attributes, and whether each was closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for one, attrs in self.tags if one == tag]


def rated(points: list[int]) -> Choices:
    codes = np.array(points, np.int16) - 1
    return Choices(codes, tuple(map(str, range(1, 11))), tuple(map(float, range(1, 11))))


@pytest.fixture
def material(study: Study, questionnaire: Questionnaire) -> Material:
    """Return what 120 people answered: the network is rated better than the service."""
    spread = np.arange(120)
    columns: dict[str, Column] = {
        "network": rated([7 + int(one % 4) for one in spread]),
        "service": rated([4 + int(one % 5) for one in spread]),
        "group": Choices((spread % 2).astype(np.int16), ("young", "old")),
    }
    segments = study.audience.model_copy(update={"segments": ("group",)})
    bound = bind_claims(study.model_copy(update={"audience": segments}), questionnaire)
    planned = Planned(bound, build_plan(bound, questionnaire), questionnaire.asked())
    frame, weighting = weigh(Frame(columns, Design(120)), {})
    return Material(
        bound,
        questionnaire,
        assess(planned, frame, weighting),
        tuple(build_topline(frame)),
        ratings=tuple(build_curve(frame, questionnaire)),
    )


@pytest.fixture
def page(material: Material) -> str:
    return render_report(material, "en")


def test_the_page_stands_by_itself(page: str) -> None:
    assert not re.search(r"<script|<link|<img|@import|src=|url\((?!#)", page)
    assert set(re.findall(r"https?://[^\"']+", page)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert len(page.encode()) < LARGEST


def test_every_tag_is_closed_and_every_id_is_there_once(page: str) -> None:
    tree = Tree(page)
    assert tree.open == []
    ids = Counter(str(attrs["id"]) for _, attrs in tree.tags if "id" in attrs)
    assert set(ids.values()) == {1}
    pointed = {str(a["href"])[1:] for _, a in tree.tags if str(a.get("href", "")).startswith("#")}
    for _, attrs in tree.tags:
        pointed |= set(str(attrs.get("aria-labelledby") or "").split())
    assert pointed <= set(ids)


def test_headings_come_in_order(page: str) -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_page_has_its_landmarks_and_a_way_past_them(page: str) -> None:
    tree = Tree(page)
    assert [len(tree.named(tag)) for tag in ("main", "header", "nav")] == [1, 1, 1]
    assert '<a class="skip" href="#answer">' in page


def test_every_table_has_a_caption_and_every_header_its_scope(page: str) -> None:
    tree = Tree(page)
    assert len(tree.named("table")) == len(tree.named("caption")) > 3
    assert {attrs.get("scope") for attrs in tree.named("th")} == {"col", "row"}


def test_every_chart_has_a_description_and_its_numbers(page: str) -> None:
    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert len(figures) >= 3
    for figure in figures:
        assert 'role="img"' in figure
        [words] = re.findall(r"<figcaption>(.+?)</figcaption>", figure)
        assert f">{words}</desc>" in figure
        assert "<table>" in figure


def test_the_answer_comes_first(page: str) -> None:
    verdicts, charts = (
        page.index("This holds: the claim is that the difference is"),
        page.index("<figure"),
    )
    assert page.index('id="answer"') < verdicts < charts


def test_words_of_the_study_are_text_and_never_markup(page: str) -> None:
    assert "The operator &lt;b&gt;" in page
    assert "Bills are &lt;hard&gt;" in page
    assert "<hard>" not in page


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "This holds: the claim is that the difference is"),
        ("fi", "Pitää paikkansa: väitteen mukaan ero on"),
        ("sv", "Stämmer: enligt påståendet är skillnaden"),
    ],
)
def test_the_page_is_in_the_language_of_the_reader(
    material: Material, language: str, sentence: str
) -> None:
    page = render_report(material, language)
    assert f'<html lang="{language}">' in page
    assert sentence in page


def test_remarks_of_the_import_stand_with_those_who_could_not_be_heard(
    material: Material,
) -> None:
    note = "Columns of the file that are not used: 2 (fax, <pin>). To use one, map it."
    told = render_report(replace(material, notes=(note,)), "fi")
    heard = told.index("Huomioita vastausten lukemisesta")
    assert told.index('id="part-heard"') < heard < told.index('id="part-method"')
    assert "<li>Tiedoston sarakkeita, joita tutkimus ei käytä: 2 (fax, &lt;pin&gt;).</li>" in told
    assert "Huomioita" not in render_report(material, "fi")


def test_the_languages_tell_the_same(material: Material) -> None:
    shapes = [re.findall(r"<(\w+)", render_report(material, one)) for one in SHIPPED]
    tables = [shape.count("table") for shape in shapes]
    assert len(set(tables)) == 1


def test_the_same_material_gives_the_same_page(material: Material) -> None:
    assert render_report(material, "fi") == render_report(material, "fi")


def test_no_count_below_the_floor_is_shown(material: Material) -> None:
    # of 120 ratings of the network 30 are each of 7 to 10; nobody may be one of fewer than 40
    page = render_report(replace(material, floor=Floor(40)), "en")
    assert "No number tells of fewer than 40 respondents" in page
    counts = {int(n) for n in re.findall(r'<td class="number">(\d+)</td>', page)}
    assert counts.isdisjoint(range(1, 40))


@pytest.mark.parametrize(
    "template", ["{{ report.nonsense }}", "{{ nonsense }}", "{{ words('x') }}"]
)
def test_a_template_that_uses_what_is_not_there_fails(material: Material, template: str) -> None:
    words = wording("report", "en")
    environment = pages().overlay(loader=DictLoader({"bad": template}))
    with pytest.raises((UndefinedError, KeyError, TemplateError)):
        environment.get_template("bad").render(report=build_report(material, words), words=words)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ink", ["ink", "soft", "accent", "supported", "refuted", "open"])
def test_colours_have_the_contrast_of_level_aa(ink: str, page: str) -> None:
    colours = dict(re.findall(r"--(\w+): (#\w{6})", page))
    for ground in ("#ffffff", colours["tint"]):
        assert (luminance(ground) + 0.05) / (luminance(colours[ink]) + 0.05) >= 4.5
