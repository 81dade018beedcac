import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

import survey_templates
from validation.study import build_schema

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/study.yaml"))
SHIPPED = files(survey_templates) / "study.schema.json"
PAGE = (ROOT / "docs" / "study-file.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
ANEW = "python3 dev.py run schema --out survey_templates/study.schema.json"


def test_the_shipped_schema_is_the_one_that_the_command_prints() -> None:
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))

    assert shipped == as_json(build_schema()), f"Write it anew: {ANEW}"


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(as_json(build_schema()))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_fits_the_schema(example: Path) -> None:
    assert list(faults(example.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_names_the_schema_in_its_first_line(example: Path) -> None:
    first = example.read_text(encoding="utf-8").partition("\n")[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)

    assert named is not None
    assert (example.parent / named[1]).resolve() == Path(str(SHIPPED)).resolve()


@pytest.mark.parametrize("block", BLOCKS, ids=[one.partition("\n")[0] for one in BLOCKS])
def test_an_example_of_the_page_fits_the_schema(block: str) -> None:
    assert list(faults(block)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        "study: s",
        "study: s\nhypotheses: []\nunknown: 1",
        "study: s\nhypotheses: [{id: h, says: so, claim: {kind: guess}}]",
        "study: s\nhypotheses: []\nitems: [{id: i, type: colour, text: Which?}]",
    ],
)
def test_the_schema_refuses_what_is_no_study(wrong: str) -> None:
    assert list(faults(wrong)) != []


def faults(text: str) -> list[str]:
    content = as_json(YAML(typ="safe", pure=True).load(text))
    found = Draft202012Validator(as_json(build_schema())).iter_errors(content)
    return [f"{one.json_path}: {one.message}" for one in found]


def as_json(content: Any) -> Any:  # noqa: ANN401 (any JSON)
    return json.loads(json.dumps(content, default=str))
