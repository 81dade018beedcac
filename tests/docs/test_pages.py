import re
from pathlib import Path

import pytest

from validation.verdicts import Verdict

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*/*.md")])
RECORDS = sorted(ROOT.glob("docs/decisions/[0-9]*.md"))
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
PAGE_OF_PAPER = 60


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_has_one_title(page: Path) -> None:
    text = re.sub(
        r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )

    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1


@pytest.mark.parametrize("record", RECORDS, ids=named)
def test_a_decision_has_its_number_three_parts_and_one_page(record: Path) -> None:
    text = record.read_text(encoding="utf-8")

    assert text.startswith(f"# {record.name[:4]}: ")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert len(text.splitlines()) <= PAGE_OF_PAPER


def test_decisions_are_numbered_without_a_gap_and_listed() -> None:
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")

    assert [int(record.name[:4]) for record in RECORDS] == list(range(1, len(RECORDS) + 1))
    assert [record.name for record in RECORDS if f"]({record.name})" not in listed] == []


def test_recipes_name_files_that_are_there() -> None:
    paths = re.findall(r"`((?:validation|tests|survey_templates|docs)/[\w/.-]*)`", CONTRIBUTING)

    assert paths != []
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_changelog_begins_with_what_is_not_released() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[(.+?)\]", text, re.MULTILINE)

    assert versions[0] == "Unreleased"
    assert set(re.findall(r"^### (.*)$", text, re.MULTILINE)) <= {
        "Added",
        "Changed",
        "Deprecated",
        "Removed",
        "Fixed",
        "Security",
    }


def test_the_glossary_has_each_word_once_in_three_languages() -> None:
    rows = [line.strip("|").split("|") for line in GLOSSARY.splitlines() if line.startswith("|")]
    words = [row[0].strip() for row in rows]
    entries = [row for row in rows if not set(row[0]) <= {" ", "-"}]

    assert all(len(row) == 4 and all(cell.strip() for cell in row) for row in entries)
    assert len(entries) == len({word for word in words if not set(word) <= {"-"}})


def test_the_glossary_has_the_four_verdicts() -> None:
    assert [one for one in Verdict if f"| {one.value} |" not in GLOSSARY] == []
