import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from validation.files import read_library, read_outlines, read_study
from validation.language import LocalizedText
from validation.steps import prepare_study
from validation.study import Study

PAGE = Path(__file__).parents[2] / "docs" / "study-file.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
NAMES = [block.partition("\n")[0].removeprefix("study: ") for block in BLOCKS]

Key = tuple[str, str]


@pytest.mark.parametrize("block", BLOCKS, ids=NAMES)
def test_every_example_is_a_study_from_which_a_questionnaire_can_be_made(
    block: str, tmp_path: Path
) -> None:
    path = tmp_path / "study.yaml"
    path.write_text(block, encoding="utf-8")

    prepared = prepare_study(path)

    assert list(prepared.questionnaire.items())


def test_no_two_examples_have_the_same_name() -> None:
    assert len(NAMES) == len(set(NAMES)) > 0


def test_every_key_of_the_study_file_stands_in_an_example(tmp_path: Path) -> None:
    used = {key for study in studies(tmp_path) for key in keys_in(study)}

    assert keys_of(Study) - used == set()


def test_every_kind_of_claim_type_of_item_and_other_fixed_word_is_named() -> None:
    missing = [word for word in fixed_words(Study) if f"`{word}`" not in TEXT]

    assert missing == []


def test_every_kind_of_claim_has_its_chapter_and_its_example(tmp_path: Path) -> None:
    kinds = {str(one.claim.kind) for study in studies(tmp_path) for one in study.hypotheses}
    titled = set(re.findall(r"^### `(\w+)`: ", TEXT, re.MULTILINE))

    assert kinds == titled == kinds_of_claims()


def test_templates_are_listed_with_what_they_count_and_are_the_default_for() -> None:
    listed = {name: (counts, default) for name, _, counts, default in rows_after("`ask`")}
    library = read_library()
    measuring = {one.id: one for one in library.items.values() if one.role == "measure"}

    assert set(listed) == set(measuring)
    for name, template in measuring.items():
        counts, default = listed[name]
        named = [*(f"aspect `{one}`" for one in template.aspects)]
        named += [f"score `{one}`" for one in template.scores]
        assert default == ", ".join(named), name
        counted = ", ".join(template.counts)
        assert counts.startswith(counted or "the hypothesis's `touchpoint`"), name


def test_every_template_makes_the_item_of_an_example(tmp_path: Path) -> None:
    asked = {str(one.ask) for study in studies(tmp_path) for one in study.hypotheses}
    library = read_library()

    assert {one.id for one in library.items.values() if one.role == "measure"} <= asked


def test_shipped_scales_are_listed_with_their_ends() -> None:
    listed = {name: rest for name, *rest in rows_after("scale")}

    assert listed == {
        scale.id: [
            f"{scale.start} to {scale.end}",
            scale.labels[scale.start].within("en"),
            scale.labels[scale.end].within("en"),
        ]
        for scale in read_library().scales.values()
    }


def test_shipped_journeys_are_listed_with_their_stages() -> None:
    listed = {row[0]: row[1] for row in rows_after("journey")}

    assert set(listed) == set(read_outlines())
    for name, outline in read_outlines().items():
        stages = ", ".join(f"`{stage.id}`" for stage in outline.stages)
        assert listed[name].startswith(stages)


def rows_after(first: str) -> Iterator[list[str]]:
    """Yield the cells of the table whose first column has this head."""
    table = re.search(rf"^\| {re.escape(first)} \|.*\n\|[ -|]*\n((?:\|.*\n)+)", TEXT, re.MULTILINE)
    assert table is not None
    for line in table[1].splitlines():
        name, *rest = [cell.strip() for cell in line.strip().strip("|").split("|")]
        yield [name.strip("`"), *rest]


@cache
def kinds_of_claims() -> set[str]:
    claims = [one for one in models_in(Study) if "kind" in one.model_fields]
    return {str(get_args(one.model_fields["kind"].annotation)[0]) for one in claims}


def studies(folder: Path) -> Iterator[Study]:
    for number, block in enumerate(BLOCKS):
        path = folder / f"{number}.yaml"
        path.write_text(block, encoding="utf-8")
        yield read_study(path)


def keys_of(model: type[BaseModel]) -> set[Key]:
    return {owned(one, name) for one in models_in(model) for name in one.model_fields}


def keys_in(value: Any) -> Iterator[Key]:  # noqa: ANN401 (whatever a study holds)
    if isinstance(value, LocalizedText):
        return
    if isinstance(value, BaseModel):
        for name in value.model_fields_set:
            yield owned(type(value), name)
            yield from keys_in(getattr(value, name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from keys_in(one)


def owned(model: type[BaseModel], name: str) -> Key:
    """Return a key with the class that first has it, so that siblings share an example."""
    having = [one for one in model.__mro__ if name in getattr(one, "model_fields", {})]
    return having[-1].__name__, name


@cache
def models_in(model: type[BaseModel]) -> frozenset[type[BaseModel]]:
    """Return the models that a file of this one may hold, itself among them."""
    found, waiting = set[type[BaseModel]](), [model]
    while waiting:
        one = waiting.pop()
        if one in found or one is LocalizedText:
            continue
        found.add(one)
        for field in one.model_fields.values():
            waiting += [part for part in parts_of(field.annotation) if is_model(part)]
    return frozenset(found)


def fixed_words(model: type[BaseModel]) -> set[str]:
    """Return every word that a file may choose from a fixed set."""
    return {
        word
        for one in models_in(model)
        for field in one.model_fields.values()
        for part in parts_of(field.annotation)
        if get_origin(part) is Literal
        for word in get_args(part)
    }


def parts_of(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 (types of any form)
    yield annotation
    if get_origin(annotation) is not Literal:
        for part in get_args(annotation):
            yield from parts_of(part)


def is_model(part: Any) -> bool:  # noqa: ANN401 (types of any form)
    return isinstance(part, type) and issubclass(part, BaseModel)
