"""The shipped content: templates of items and scales, and journeys."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

import survey_templates
from validation.questionnaire import Library
from validation.study import Outline


@cache
def read_library() -> Library:
    """Return the shipped templates of items and scales, read once."""
    shipped = {kind: {one["id"]: one for one in _read(kind)} for kind in ("items", "scales")}
    words = (files(survey_templates) / "texts" / "questionnaire.yaml").read_text("utf-8")
    return Library.model_validate({**shipped, "words": _load(words)})


@cache
def read_outlines() -> dict[str, Outline]:
    """Return the shipped journeys by their id, read once."""
    outlines = (Outline.model_validate(one) for one in _read("outlines"))
    return {outline.id: outline for outline in outlines}


def _read(folder: str) -> Iterator[Any]:
    found = (files(survey_templates) / folder).iterdir()
    for path in sorted(found, key=lambda path: path.name):
        if path.name.endswith(".yaml"):
            yield _load(path.read_text("utf-8"))


def _load(text: str) -> Any:  # noqa: ANN401 (whatever stands in the file)
    # the parser written in C: quick, and at home with our own files, whose texts are quoted
    return YAML(typ="safe").load(text)
