import re
from pathlib import Path
from typing import get_args

import pytest

from validation import stats
from validation.claims import Claim
from validation.study import Decision
from validation.verdicts.deciding import LEAST_DF

ROOT = Path(__file__).parents[2]
FIRST = ROOT / "docs" / "statistics.md"
PAGES = [FIRST, *sorted((ROOT / "docs" / "statistics").glob("*.md"))]
SOURCES = ROOT / "docs" / "statistics" / "sources.md"
TEXT = "\n".join(page.read_text(encoding="utf-8") for page in PAGES if page != SOURCES)
BLOCKS = re.MULTILINE | re.DOTALL
LISTED = re.findall(r"^- (.*?)(?=^- |\Z)", SOURCES.read_text(encoding="utf-8"), BLOCKS)
EXAMPLES = re.findall(r"^```python\n(.*?)^```", TEXT, BLOCKS)
AT_MOST = 450


def table_of(heading: str) -> str:
    (part,) = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", TEXT, BLOCKS)
    return str(part)


@pytest.mark.parametrize("heading", ["Which method for which claim", "What each claim assumes"])
def test_every_kind_of_claim_has_its_row(heading: str) -> None:
    named = set(re.findall(r"^\| `(\w+)`", table_of(heading), re.MULTILINE))
    kinds = {
        get_args(one.model_fields["kind"].annotation)[0] for one in get_args(get_args(Claim)[0])
    }

    assert named == kinds


def test_every_public_name_of_the_estimators_is_explained() -> None:
    pages = [FIRST.parent / "statistics" / f"{name}.md" for name in ("estimators", "planning")]
    text = "".join(page.read_text(encoding="utf-8") for page in pages)
    named = set(re.findall(r"`(?:stats\.)?(\w+)[`(]", text))
    of_plans = {f"{name}{of}" for name in ("required_n", "power", "detectable") for of in PLANNED}

    assert sorted(set(stats.__all__) - named - of_plans) == []


# `_share` and `_difference` are explained once for all three of them
PLANNED = ("_share", "_difference")


def test_no_name_is_explained_that_is_not_there() -> None:
    named = set(re.findall(r"`stats\.(\w+)[`(]", TEXT))

    assert sorted(named - set(stats.__all__)) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_its_examples_run(example: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(example, "example", "exec"), {})  # noqa: S102 (that is what they are for)

    assert re.search(r"\d", capsys.readouterr().out)


def test_the_limits_of_a_verdict_are_those_of_the_code() -> None:
    least = Decision().minimum_answers

    flowing = " ".join(TEXT.split())

    assert f"`minimum_answers` answers ({least} if the study says nothing)" in flowing
    assert f"{LEAST_DF} degrees of freedom" in flowing


def test_scripts_of_golden_values_that_it_names_are_there() -> None:
    named = re.findall(r"`(tests/golden/[\w/.]+)`", TEXT)

    assert named != []
    assert [name for name in named if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_headings_that_are_linked_to_are_there(page: Path) -> None:
    links = re.findall(r"\]\(([\w/.-]*)#([\w-]+)\)", page.read_text(encoding="utf-8"))

    assert [link for link in links if link[1] not in anchors(page.parent / (link[0] or page))] == []


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one).strip().lower().replace(" ", "-") for one in headings}


def test_each_page_can_be_read_at_a_sitting() -> None:
    assert [page.name for page in PAGES if len(page.read_text().splitlines()) > AT_MOST] == []


def test_every_source_that_is_cited_is_listed() -> None:
    cited = set(
        re.findall(
            r"([A-Z][a-zäöéå]+)(?:,? [^();|]*?)? ?\(?((?:19|20)\d\d)", " ".join(TEXT.split())
        )
    )
    listed = " ".join(" ".join(f"- {one}" for one in LISTED).split())

    missing = [
        f"{author} {year}"
        for author, year in cited
        if not re.search(rf"- [^-]*{author}[^()]*\([\d, ]*{year}", listed)
    ]

    assert missing == []


def test_every_source_that_is_listed_is_cited() -> None:
    flowing = " ".join(TEXT.split())
    unused = [
        one
        for one in (" ".join(entry.split()) for entry in LISTED)
        if not re.search(rf"{re.split(',', one)[0]}(?: et al\.)?[^|.;]*?{year_of(one)}", flowing)
    ]

    assert unused == []


def test_sources_stand_in_the_order_of_the_alphabet_and_once() -> None:
    first = [re.split(r",", entry)[0].replace("ä", "a") for entry in LISTED]

    assert first == sorted(first)
    assert len({" ".join(entry.split()) for entry in LISTED}) == len(LISTED)


def year_of(entry: str) -> str:
    (year,) = re.findall(r"\((\d{4})", entry)[:1]
    return str(year)
