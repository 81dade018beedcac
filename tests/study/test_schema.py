"""The JSON Schema says what the parser says."""

import pytest
from jsonschema import Draft202012Validator, ValidationError

from validation.study import build_schema

SMALL = {
    "study": "s",
    "title": {"en": "S"},
    "items": [
        {"id": "q", "text": "Q?", "type": "rating", "scale": {"from": 1, "to": 10}},
        {"id": "c", "text": "C?", "type": "single", "options": ["a", "b"]},
    ],
    "hypotheses": [
        {
            "id": "h",
            "says": "H",
            "claim": {"kind": "share", "item": "c", "options": "a", "at_least": 0.5},
        }
    ],
    "fieldwork": {"open_for": "14 days"},
}


def test_schema_is_a_schema_and_takes_a_study() -> None:
    Draft202012Validator.check_schema(build_schema())
    Draft202012Validator(build_schema()).validate(SMALL)


@pytest.mark.parametrize("wrong", [{"hypothesis": []}, {"decision": {"confidence": 95}}])
def test_schema_refuses_what_the_parser_refuses(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Draft202012Validator(build_schema()).validate({**SMALL, **wrong})
