"""Everything that respondents and readers see is there in English, Finnish and Swedish."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from jinja2 import Environment, nodes
from ruamel.yaml import YAML

import survey_templates
from validation.language import SHIPPED
from validation.verdicts import Verdict

SHIPPED_DATA = Path(str(files(survey_templates)))
CODE = SHIPPED_DATA.parent / "validation"
CATALOGUES = sorted((SHIPPED_DATA / "texts").glob("*.yaml"))
TEMPLATES = sorted(SHIPPED_DATA.rglob("*.j2"))
SPOKEN = {"alt", "aria-label", "aria-roledescription", "aria-description", "title", "placeholder"}
SILENT = {"style", "script"}
# A macro may write an attribute that names other elements; outside of a tag it looks like text.
NAMING = re.compile(r"\saria-describedby=\"[^\"]*\"")
WORD = re.compile(r"[^\W\d_]+")


def content_of(file: Path) -> Any:  # noqa: ANN401 (whatever stands in it)
    return YAML(typ="safe", pure=True).load(file.read_text("utf-8"))


def texts_in(content: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ANN401
    """Yield every text that is written in languages, with its place."""
    if isinstance(content, dict):
        if content.keys() & set(SHIPPED):
            yield where, content
        else:
            for key, part in content.items():
                yield from texts_in(part, f"{where}.{key}")
    elif isinstance(content, list):
        for at, part in enumerate(content):
            yield from texts_in(part, f"{where}[{at}]")


def faults(content: Any) -> list[str]:  # noqa: ANN401 (of a file)
    return [
        f"{where}: {tag}"
        for where, text in texts_in(content)
        for tag in (*SHIPPED, *(text.keys() - set(SHIPPED)))
        if tag not in SHIPPED or not text.get(tag)
    ]


def bare(content: Any, where: str = "") -> Iterator[str]:  # noqa: ANN401 (of a file)
    """Yield the places of words that are in no language."""
    if isinstance(content, dict):
        if not content.keys() & set(SHIPPED):
            for key, part in content.items():
                yield from bare(part, f"{where}.{key}")
    else:
        yield where


def unlike(content: Any) -> list[str]:  # noqa: ANN401 (of a file)
    return [
        where
        for where, text in texts_in(content)
        if len({blanks for one in text.values() if (blanks := blanks_of(one)) is not None}) > 1
    ]


def blanks_of(text: Any) -> tuple[str, ...] | None:  # noqa: ANN401 (a text, or several)
    if not isinstance(text, str):
        return None
    return tuple(sorted(name for _, name, _, _ in Formatter().parse(text) if name))


@pytest.mark.parametrize(
    "file",
    sorted(SHIPPED_DATA.rglob("*.yaml")),
    ids=lambda file: str(file.relative_to(SHIPPED_DATA)),
)
def test_every_text_is_there_in_every_language(file: Path) -> None:
    assert faults(content_of(file)) == []


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.name)
def test_a_catalogue_has_only_texts_and_each_language_the_same_blanks(file: Path) -> None:
    content = content_of(file)
    assert len(list(texts_in(content))) > 5
    assert list(bare(content)) == []
    assert unlike(content) == []


def test_what_is_missing_is_found() -> None:
    whole = {"en": "A {n}", "fi": "B {n}", "sv": "C {n}"}
    assert faults({"key": whole, "deep": [{"text": whole}]}) == []
    assert faults({"key": {"en": "A", "fi": "B"}}) == [".key: sv"]
    assert faults({"deep": [{"text": whole | {"fi": ""}}]}) == [".deep[0].text: fi"]
    assert faults({"key": whole | {"de": "D"}}) == [".key: de"]
    assert list(bare({"key": "words", "deep": {"one": whole}})) == [".key"]
    assert unlike({"key": whole | {"sv": "C"}}) == [".key"]


class Words(HTMLParser):
    """The words that a page says by itself: in its text, and in the attributes that are read."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.open.append(tag)
        self.found += [word for name, said in attrs if name in SPOKEN for word in words_in(said)]

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.found += [] if self.open else words_in(NAMING.sub("", data))


def words_in(text: str | None) -> list[str]:
    return WORD.findall(text or "")


def said(node: nodes.Node) -> str:
    """Return what a part of a template writes that is not given to it."""
    match node:
        case nodes.TemplateData():
            return node.data
        case nodes.Const():
            return str(node.value)
        case nodes.CondExpr():
            return said(node.expr1) + (said(node.expr2) if node.expr2 else "")
        case nodes.Concat():
            return "".join(map(said, node.nodes))
        case nodes.Filter():
            return said(node.node) if node.node else ""
    return ""


def literals(source: str) -> list[str]:
    parts: Iterable[nodes.Output] = (
        Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
        .parse(source)
        .find_all(nodes.Output)
    )
    ordered = sorted(parts, key=lambda part: part.lineno)
    return Words("".join(said(one) for part in ordered for one in part.nodes)).found


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(SHIPPED_DATA)))
def test_a_template_has_no_words_of_its_own(file: Path) -> None:
    assert literals(file.read_text("utf-8")) == []


def test_words_of_a_template_are_found() -> None:
    assert literals("<p class='soft'>Read {{ more }}</p>") == ["Read"]
    assert literals("{% if x %}<img alt='A chart'>{% endif %}") == ["A", "chart"]
    assert literals("{{ 'yes' if x else 'no' }}<p>{{ x ~ ' of ' }}</p>") == ["yesno", "of"]
    assert literals("<style>p { color: red }</style><td class='{{ 'on' if x }}'>&nbsp;</td>") == []
    assert literals('{% macro m() %} aria-describedby="q{{ n }}h"{% endmacro %}') == []
    assert literals("{% trans %}Read{% endtrans %} on") == ["on"]
    assert literals("{{ words('report') }}, {{ table(one, 'heard-' ~ loop.index) }}") == []


def test_every_text_that_the_code_asks_for_is_there() -> None:
    known = {key for file in CATALOGUES for key in content_of(file)}
    rooms = [*(CODE / "reporting").glob("*.py"), *(CODE / "rendering").glob("*.py")]
    asked = {
        key
        for file in rooms
        for key in re.findall(r"\bwords\(\s*\"(\w+)\"", file.read_text("utf-8"))
    }
    assert len(asked) > 40
    assert asked - known == set()


def test_no_text_is_left_that_nobody_asks_for() -> None:
    read = [*CODE.rglob("*.py"), *TEMPLATES]
    asked = "\n".join(file.read_text("utf-8") for file in read)
    exact = set(re.findall(r"[\"'](\w+)[\"']", asked))
    begun = re.findall(r"[\"']([a-z]\w*_)(?:\{|[\"'] [~+])", asked)
    begun += [f"{verdict}_" for verdict in Verdict]
    endings = re.findall(r"\}(_[a-z]\w*)[\"']", asked)
    for file in CATALOGUES:
        if file.stem != "questionnaire":
            left = [
                key
                for key in content_of(file)
                if key not in exact
                and not key.startswith(tuple(begun))
                and not key.endswith(tuple(endings))
            ]
            assert (file.name, left) == (file.name, [])
