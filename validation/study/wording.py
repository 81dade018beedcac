"""What Pydantic found wrong with a file, in words that help to mend it."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from validation.errors import Problem
from validation.study.places import Source

LONGEST = 60


def problems_of(error: ValidationError, source: Source, keys: list[str]) -> Iterator[Problem]:
    """Yield every problem of a validation with its place in the file.

    Args:
        error: what the validation raised.
        source: what stands in the file.
        keys: the keys that exist, for "did you mean".
    """
    for details in error.errors(include_url=False):
        path = tuple(step for step in details["loc"] if step != "texts")
        line, column = source.place(path)
        found, must, hint = WORDINGS.get(details["type"], _other)(details, keys)
        yield Problem(source.named(path), found, must, hint, line, column)


def keys_of(model: type[BaseModel]) -> list[str]:
    """Return every key that may stand somewhere in a file of this model."""
    schemas = [model.model_json_schema()]
    schemas += schemas[0].get("$defs", {}).values()
    return sorted({key for schema in schemas for key in schema.get("properties", {})})


Words = tuple[str, str, str]


def _missing(details: ErrorDetails, keys: list[str]) -> Words:
    del keys
    return "nothing", "given", f"Add {details['loc'][-1]}."


def _unknown(details: ErrorDetails, keys: list[str]) -> Words:
    key = str(details["loc"][-1])
    near = get_close_matches(key, [one for one in keys if one != key], n=1)
    hint = f"Did you mean {near[0]}?" if near else "`todenna schema` prints every key."
    return f"the unknown key {key!r}", "a key of the study file", hint


def _tag(details: ErrorDetails, keys: list[str]) -> Words:
    del keys
    context = details["ctx"]
    kinds = context["expected_tags"].replace("'", "")
    near = get_close_matches(str(context["tag"]), kinds.split(", "), n=1)
    return repr(context["tag"]), f"one of {kinds}", f"Did you mean {near[0]}?" if near else ""


def _no_tag(details: ErrorDetails, keys: list[str]) -> Words:
    del keys
    key = str(details["ctx"]["discriminator"]).strip("'")
    return "nothing", "given", f"Add {key}."


def _own(details: ErrorDetails, keys: list[str]) -> Words:
    del keys
    return _shown(details["input"]), "right", details["msg"].removeprefix("Value error, ") + "."


def _other(details: ErrorDetails, keys: list[str]) -> Words:
    del keys
    must = details["msg"].removeprefix("Input should be ").removeprefix("Input should ")
    return _shown(details["input"]), must, ""


WORDINGS = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "union_tag_invalid": _tag,
    "union_tag_not_found": _no_tag,
    "value_error": _own,
}


def _shown(value: Any) -> str:  # noqa: ANN401 (whatever stands in the file)
    if isinstance(value, dict):
        return f"the keys {', '.join(map(str, value))}"
    text = repr(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
