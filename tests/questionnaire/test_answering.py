from typing import Any

import pytest

from validation.questionnaire import (
    LONGEST_TEXT,
    Answer,
    AnswerProblem,
    Item,
    offered,
    read_answer,
    write_answer,
)

CHOICES = [{"code": code, "label": code.upper()} for code in ("shop", "web", "a friend's")]
WITH_NONE = [*CHOICES, {"code": "none", "label": "None"}]


def item(kind: str, **keys: Any) -> Item:  # noqa: ANN401 (as in a document)
    choices = CHOICES if kind in ("single", "multi", "ranking", "rating") else []
    return Item.model_validate(
        {"id": "q", "type": kind, "text": "?", "choices": choices, "offers": ["refused"], **keys}
    )


@pytest.mark.parametrize(
    ("kind", "fields", "answer"),
    [
        ("single", {"a.q": ["web"]}, "web"),
        ("single", {"a.q": ["web", "web", ""]}, "web"),
        ("single", {"a.q": ["(refused)"]}, "(refused)"),
        ("single", {"o.q": ["refused"]}, "(refused)"),
        ("single", {}, "(no_answer)"),
        ("rating", {"a.q": ["shop"]}, "shop"),
        ("multi", {"a.q": ["a friend's", "shop"]}, ["shop", "a friend's"]),
        ("multi", {"o.q": ["none"]}, []),
        ("multi", {"o.q": ["refused"]}, "(refused)"),
        ("multi", {"a.q": [""]}, "(no_answer)"),
        ("number", {"a.q": ["34"]}, 34.0),
        ("number", {"a.q": [" 34,5 "]}, 34.5),
        ("number", {"a.q": ["1 234.50"]}, 1234.5),
        ("number", {"a.q": ["1\u00a0234"]}, 1234.0),
        ("number", {"a.q": ["\u22122"]}, -2.0),
        ("number", {"a.q": ["0,125"]}, 0.125),
        ("number", {"a.q": ["  "]}, "(no_answer)"),
        ("number", {"a.q": [""], "o.q": ["refused"]}, "(refused)"),
        ("text", {"a.q": [" one\r\ntwo\rthree\x00\x0b\ud800 "]}, "one\ntwo\nthree"),
        ("text", {"a.q": ["\x00"]}, "(no_answer)"),
        ("text", {"a.q": ["x" * LONGEST_TEXT]}, "x" * LONGEST_TEXT),
        ("ranking", {"a.q:web": ["1"], "a.q:shop": ["2"]}, ["web", "shop"]),
        ("ranking", {"a.q:web": ["3"], "a.q:shop": ["1"]}, ["shop", None, "web"]),
        ("ranking", {"a.q:web": [""]}, "(no_answer)"),
    ],
)
def test_what_is_written_is_the_answer(
    kind: str, fields: dict[str, list[str]], answer: Answer
) -> None:
    assert read_answer(item(kind), fields) == answer


@pytest.mark.parametrize(
    ("kind", "fields", "wrong", "values"),
    [
        ("single", {"a.q": ["cinema"]}, "unknown", {}),
        ("single", {"a.q": ["web", "shop"]}, "only_one", {}),
        ("single", {"a.q": ["web"], "o.q": ["refused"]}, "both", {}),
        ("single", {"o.q": ["dont_know"]}, "unknown", {}),
        ("single", {"a.q": ["(dont_know)"]}, "unknown", {}),
        ("multi", {"a.q": ["shop", "cinema"]}, "unknown", {}),
        ("multi", {"a.q": ["shop"], "o.q": ["none"]}, "both", {}),
        ("multi", {"o.q": ["none", "refused"]}, "only_one", {}),
        ("number", {"a.q": ["thirty"]}, "no_number", {}),
        ("number", {"a.q": ["1,234"]}, "thousands", {}),
        ("number", {"a.q": ["1e999"]}, "no_number", {}),
        ("number", {"a.q": ["9" * 100_000]}, "no_number", {}),
        ("number", {"a.q": ["1", "2"]}, "only_one", {}),
        ("number", {"a.q": ["14"]}, "too_low", {"low": 15, "high": 110}),
        ("number", {"a.q": ["110,5"]}, "too_high", {"low": 15, "high": 110}),
        ("text", {"a.q": ["x" * 5_001]}, "too_long", {"limit": 5_000, "length": 5_001}),
        ("text", {"a.q": ["one", "two"]}, "only_one", {}),
        ("ranking", {"a.q:web": ["4"]}, "bad_place", {"high": 3}),
        ("ranking", {"a.q:web": ["first"]}, "bad_place", {"high": 3}),
        ("ranking", {"a.q:web": ["1"], "a.q:shop": ["1"]}, "same_place", {}),
        ("ranking", {"a.q:web": ["1", "2"]}, "same_place", {}),
    ],
)
def test_what_cannot_be_an_answer_is_told(
    kind: str, fields: dict[str, list[str]], wrong: str, values: dict[str, float]
) -> None:
    limits = {"low": 15, "high": 110} if "too_" in wrong and kind == "number" else {}
    found = read_answer(item(kind, **limits), fields)
    assert isinstance(found, AnswerProblem)
    assert (found.item, found.wrong, found.values) == ("q", wrong, values)


@pytest.mark.parametrize("kind", ["single", "multi", "number", "text", "ranking", "rating"])
def test_a_required_answer_that_is_not_there_is_told(kind: str) -> None:
    asked = item(kind, required=True)
    assert read_answer(asked, {}) == AnswerProblem("q", "required")
    assert read_answer(asked, {"o.q": ["refused"]}) == "(refused)"


def test_nobody_chooses_none_and_something() -> None:
    asked = item("multi", choices=WITH_NONE)
    assert read_answer(asked, {"a.q": ["none"]}) == ["none"]
    assert read_answer(asked, {"a.q": ["none", "shop"]}) == AnswerProblem("q", "none_and_others")
    assert offered(asked) == {"refused": "(refused)"}


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("single", "a friend's"),
        ("single", "(refused)"),
        ("rating", "shop"),
        ("multi", []),
        ("multi", ["shop", "web"]),
        ("multi", "(refused)"),
        ("number", 0.1),
        ("number", 123456789012345.0),
        ("number", -2.5),
        ("text", "(why)\n\ttabs"),
        ("ranking", ["web"]),
        ("ranking", [None, "web", "shop"]),
        ("ranking", "(refused)"),
        ("text", "(no_answer)"),
    ],
)
def test_an_answer_that_is_written_is_read_again(kind: str, answer: Answer) -> None:
    assert read_answer(item(kind), write_answer(item(kind), answer)) == answer
