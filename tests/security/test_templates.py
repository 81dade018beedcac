"""Texts of a study, and answers, are data: no template, no markup, in whatever they stand."""

import ast
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from validation.fieldwork import Terms
from validation.files import read_library
from validation.questionnaire import Form, Questionnaire, bind_claims, build_questionnaire
from validation.rendering import (
    RespondentPages,
    Visitor,
    digest_words,
    mails,
    preview_page,
    render_digest,
    render_invitation,
    render_preview_page,
    render_preview_text,
    render_report,
    report,
)
from validation.rendering.respondent import frames
from validation.reporting import Material, build_curve, build_digest
from validation.simulation import Makeup, build_population
from validation.study import Study
from validation.verdicts import Planned, assess, build_plan, build_topline
from validation.weighting import weigh

ROOT = Path(__file__).parents[2]
EVIL = (
    "{{7*7}}{{ 7777 * 9999 }}{% if 1 %}on{% endif %}{#gone#} {x} %(y)s <script>alert(1)</script>"
    "<x-evil onload='alert(2)'>\"' onfocus=\"alert(3)\" &amp; ${7777*9999}"
)
WORKED_OUT = "77762223"


def evil(name: str) -> str:
    return f"{name} {EVIL}"


STUDY: dict[str, Any] = {
    "study": "evil",
    "title": evil("title"),
    "languages": ["en"],
    "stages": [{"id": "use", "title": evil("stage"), "message": evil("message")}],
    "personas": [{"id": "one", "title": evil("persona"), "when": {"channel": ["a"]}}],
    "touchpoints": [{"id": "shop", "title": evil("touchpoint"), "media": "owned"}],
    "audience": {"who": evil("who"), "segments": ["channel"], "reaches": ["customers"]},
    "items": [
        *({"id": f"rated{at}", "type": "rating", "text": evil("rating"), "stage": "use",
           "scale": {"from": 1, "to": 5, "low": evil("low"), "high": evil("high")}}
          for at in (1, 2)),
        {"id": "channel", "type": "single", "text": evil("single"),
         "options": {"a": evil("option"), "b": evil("other option")}},
        {"id": "met", "type": "multi", "text": evil("multi"),
         "options": {"c": evil("ticked"), "d": evil("not ticked")}},
        {"id": "order", "type": "ranking", "text": evil("ranking"),
         "options": {"e": evil("first"), "f": evil("second")}},
        {"id": "age", "type": "number", "text": evil("number"), "min": 15, "max": 99,
         "unit": evil("unit")},
        {"id": "why", "type": "text", "text": evil("open")},
    ],
    "hypotheses": [
        {"id": "good", "says": evil("says"), "caveat": evil("caveat"), "stage": "use",
         "evidence": [{"method": "workshop", "role": "sales", "finding": evil("finding")}],
         "claim": {"kind": "level", "item": "rated1", "at_least": 3}, "forecast": {"sales": 4}},
        {"id": "made", "says": evil("made"), "about": evil("about"), "aspect": "experience",
         "persona": "one", "claim": {"kind": "share", "at_least": 0.5}},
    ],
    "privacy": {"controller": {"name": evil("controller"), "contact": "a@example.com"},
                "purpose": evil("purpose")},
}  # fmt: skip


class Page(HTMLParser):
    """What a page shows, its tags, and the attributes that would run something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.scripts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.texts += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        (self.scripts if self.tags[-1:] == ["script"] else self.texts).append(data)


@pytest.fixture(scope="module")
def study() -> Study:
    return Study.model_validate(STUDY)


@pytest.fixture(scope="module")
def questionnaire(study: Study) -> Questionnaire:
    return build_questionnaire(study, read_library())


@pytest.fixture(scope="module")
def material(study: Study, questionnaire: Questionnaire) -> Material:
    bound = bind_claims(study, questionnaire)
    frame, weighting = weigh(build_population(questionnaire, Makeup(400), seed=1).frame(), {})
    planned = Planned(bound, build_plan(bound, questionnaire), questionnaire.asked())
    return Material(
        bound,
        questionnaire,
        assess(planned, frame, weighting),
        tuple(build_topline(frame)),
        ratings=tuple(build_curve(frame, questionnaire)),
        notes=(evil("note"),),
        wave=evil("wave"),
    )


@pytest.fixture(scope="module")
def shown(study: Study, questionnaire: Questionnaire, material: Material) -> dict[str, str]:
    """All pages and HTML mails that are made of the study."""
    opens = datetime(2027, 3, 1, tzinfo=UTC)
    terms = Terms(opens_at=opens, closes_at=opens + timedelta(days=14), zone="Europe/Helsinki")
    mail = render_invitation("invite", study, terms, "en", minutes=4)
    digest = render_digest(build_digest(material, digest_words("en"), report=evil("address")))
    return {
        "report": render_report(material, "en"),
        "preview": render_preview_page(questionnaire, study, "en"),
        "invitation": mail.html,
        "digest": digest.html,
        **dict(respondent_pages(study, questionnaire)),
    }


def respondent_pages(study: Study, questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    assert study.privacy is not None
    pages, form = RespondentPages(questionnaire, study.privacy), Form(questionnaire)
    visitor = Visitor(evil("/r/"), evil("csrf"), "en", evil("respondent"))
    answers = {"why": evil("answered"), "channel": "a", "rated1": "3"}
    yield "consent", pages.consent(visitor)
    yield "start", pages.start(visitor)
    for page in form.pages_of(answers):
        checked = form.check_page(page.number, {"a.age": [evil("age")]}, answers)
        yield f"section {page.number}", pages.section(page, visitor, answers, checked)
    yield "review", pages.review(form.pages_of(answers), visitor, answers, form.missing(answers))
    yield "thanks", pages.notice("thanks", visitor)


def test_nothing_that_a_study_says_is_worked_out_or_becomes_markup(shown: dict[str, str]) -> None:
    for name, page in shown.items():
        read = Page(page)

        assert WORKED_OUT not in page, name
        assert "x-evil" not in read.tags, name
        assert read.handlers == [], name
        assert [one for one in read.scripts if "alert" in one] == [], name
        assert any("{{7*7}}" in text for text in read.texts), name
        assert any("<script>alert(1)</script>" in text for text in read.texts), name


def test_what_was_written_into_a_form_comes_back_as_text(shown: dict[str, str]) -> None:
    written = [name for name, page in shown.items() if "answered {{7*7}}" in page]

    assert "review" in written
    assert any(name.startswith("section") for name in written)


@pytest.mark.parametrize("step", ["invite", "thank"])
def test_mails_without_markup_say_it_as_it_is(study: Study, step: str) -> None:
    opens = datetime(2027, 3, 1, tzinfo=UTC)
    terms = Terms(opens_at=opens, closes_at=opens + timedelta(days=14), zone="Europe/Helsinki")
    mail = render_invitation(step, study, terms, "en", minutes=4)

    for text in (mail.subject, mail.text):
        assert WORKED_OUT not in text
    assert "{{7*7}}" in mail.text
    assert "\n" not in mail.subject


def test_the_plain_preview_and_digest_say_it_as_it_is(
    questionnaire: Questionnaire, material: Material
) -> None:
    digest = render_digest(build_digest(material, digest_words("en")))

    for text in (render_preview_text(questionnaire, "en"), digest.text):
        assert WORKED_OUT not in text
        assert "{{7*7}}" in text


def environments() -> list[Callable[[], Any]]:
    return [report.pages, mails.mails, preview_page.pages, lambda: frames.environment("fi")]


@pytest.mark.parametrize("made", environments())
def test_templates_are_filled_in_a_sandbox_that_escapes(made: Callable[[], Any]) -> None:
    environment = made()

    assert isinstance(environment, SandboxedEnvironment)
    assert environment.from_string("{{ x }}").render(x="<i>") in {"&lt;i&gt;", "<i>"}
    with pytest.raises(SecurityError):
        environment.from_string("{{ ''.__class__.__mro__ }}").render()
    with pytest.raises(SecurityError):
        environment.from_string("{{ x.append(1) }}").render(x=[])


def test_no_template_is_filled_anywhere_else() -> None:
    """Only sandboxes are made, and no text but a stem of the item library becomes a template."""
    made = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "validation").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and named(node.func) in {"Environment", "Template"}
    ]
    strings = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "validation").rglob("*.py"))
        if ".from_string(" in path.read_text(encoding="utf-8")
    ]

    assert made == []
    assert strings == ["validation/questionnaire/phrasing.py"]


def named(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_a_page_that_ran_something_would_be_found() -> None:
    read = Page("<p onclick='x'><script>alert(1)</script><x-evil>{{7*7}}</p>")

    assert read.handlers == ["onclick"]
    assert read.scripts == ["alert(1)"]
    assert "x-evil" in read.tags
