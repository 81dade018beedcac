"""Every field and word that a template uses is there, in whatever branch it stands."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from jinja2 import BaseLoader, DictLoader, Environment, UndefinedError
from markupsafe import Markup

import survey_templates
from tests.survey_templates.specimens import EveryBranch, specimen
from validation.questionnaire import Questionnaire
from validation.questionnaire.codebook import CodebookRow
from validation.rendering import digest, invitation, mails, preview_page, report, wording
from validation.rendering.preview import ShownSection
from validation.reporting import Digest, Report

ROOT = files(survey_templates)
ASKED = {"study": "s", "title": "T", "languages": ["en"], "seed": 1, "minutes": 1,
         "sections": [{"id": "g", "title": "G", "items": [
             {"id": "x", "type": "text", "text": "?"}]}], "items_of": {"h": ["x"]}}  # fmt: skip


def told() -> dict[str, Any]:
    drawn: defaultdict[str, Markup] = defaultdict(lambda: Markup("<svg></svg>"))
    return {"report": specimen(Report), "words": wording("report", "en"), "drawn": drawn}


def mailed() -> dict[str, Any]:
    return {"digest": specimen(Digest), "words": digest.digest_words("en"), "picture": "forest"}


def asked() -> dict[str, Any]:
    return {"mail": specimen(invitation.Asking), "words": wording("invitation", "en")}


def previewed() -> dict[str, Any]:
    return {
        "language": "en",
        "title": "T",
        "minutes": 1,
        "questionnaire": Questionnaire.model_validate(ASKED),
        "sections": (specimen(ShownSection),),
        "says": defaultdict(str),
        "codebook": [replace(specimen(CodebookRow), kind="choice")],
        "words": wording("preview", "en"),
    }


Case = tuple[str, str, Callable[[], Environment], Callable[[], dict[str, Any]]]
CASES: list[Case] = [
    ("report", report.PAGE, report.pages, told),
    ("mail", digest.HTML, mails.mails, mailed),
    ("mail", digest.TEXT, mails.mails, mailed),
    ("mail", invitation.HTML, mails.mails, asked),
    ("mail", invitation.TEXT, mails.mails, asked),
    ("pages", preview_page.PAGE, preview_page.pages, previewed),
]
PAGES = pytest.mark.parametrize("case", CASES, ids=[name for _, name, _, _ in CASES])


def sources(folder: str) -> dict[str, str]:
    shipped = (ROOT / folder).iterdir()
    return {one.name: one.read_text("utf-8") for one in shipped if one.is_file()}


def every_branch(case: Case, loader: BaseLoader) -> str:
    """Render a template with all its branches, as strict as the real one."""
    _, name, made, values = case
    real = made()
    environment = EveryBranch(
        loader=loader,
        autoescape=real.autoescape,
        undefined=real.undefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(real.filters)
    return environment.get_template(name).render(values())


@PAGES
def test_a_template_uses_only_what_its_documents_have(case: Case) -> None:
    assert len(every_branch(case, DictLoader(sources(case[0])))) > 300


BLOCK = re.compile(r"\{[{%].*?[%}]\}")
USE = re.compile(r"(?<![\w\".])[a-z]\w*\.\w+(?![\w\"])")


def spoilt(case: Case) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the files of a template, each time with one use of a field spoilt, and which."""
    found = sources(case[0])
    for name in sorted(reachable(found, case[1])):
        for block in BLOCK.finditer(found[name]):
            for use in USE.finditer(block[0]):
                end = block.start() + use.end()
                text = f"{found[name][:end]}_gone{found[name][end:]}"
                yield f"{name}: {use[0]}", found | {name: text}


def reachable(found: dict[str, str], name: str) -> set[str]:
    others = re.findall(r'\{% (?:extends|from) "([^"]+)"', found[name])
    return {name}.union(*(reachable(found, one) for one in others))


@PAGES
def test_a_field_that_is_not_there_is_found_wherever_it_is_used(case: Case) -> None:
    uses = list(spoilt(case))
    assert len(uses) > 7
    overlooked = [use for use, found in uses if not fails(case, found)]
    assert overlooked == []


def fails(case: Case, found: dict[str, str]) -> bool:
    try:
        every_branch(case, DictLoader(found))
    except UndefinedError as error:
        return "_gone" in str(error)
    return False
