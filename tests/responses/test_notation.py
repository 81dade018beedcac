from collections.abc import Callable

import numpy as np
import pytest

from validation.claims import Choices, Column, Missing, Numbers, Rankings, Selections
from validation.questionnaire import Answer, Item
from validation.responses.notation import note_answers, recall_answers, recall_text
from validation.responses.reading import AnyColumn

KINDS = np.array([-1, -2, -3, -4, -5, 0], dtype=np.int16)
NAMED = ["(not_shown)", "(no_answer)", "(dont_know)", "(refused)", "(not_applicable)"]
EMPTY = np.zeros((6, 3), dtype=np.int8)
COLUMNS: dict[str, tuple[AnyColumn, Answer]] = {
    "bought": (Choices(KINDS, ("yes", "no")), "yes"),
    "quality": (Choices(KINDS, ("1", "2"), (1.0, 2.0)), "1"),
    "age": (Numbers(np.array([np.nan] * 5 + [-4.0]), KINDS), -4.0),
    "channel": (Selections(EMPTY, ("search", "friend", "ad"), KINDS), []),
    "order": (Rankings(EMPTY, ("price", "speed", "care"), KINDS), []),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_every_kind_of_missing_has_its_name_in_every_type(name: str) -> None:
    column, answer = COLUMNS[name]
    assert note_answers(column) == [*NAMED, answer]


@pytest.mark.parametrize("name", COLUMNS)
def test_what_was_noted_is_read_again(name: str, item: Callable[[str], Item]) -> None:
    column, _ = COLUMNS[name]
    again: Column = recall_answers(item(name), note_answers(column), [*"abcdef"])
    assert again.missing.tolist() == [*sorted(Missing, reverse=True), 0]
    assert type(again) is type(column)


def test_numbers_that_binary_cannot_hold_come_back_to_the_last_digit(
    item: Callable[[str], Item],
) -> None:
    numbers = np.array([0.1, 1 / 3, 1e300, -2.5])
    noted = note_answers(Numbers(numbers, np.zeros(4, dtype=np.int16)))
    assert recall_answers(item("age"), noted, [*"abcd"]).values().tolist() == numbers.tolist()


def test_why_there_is_no_open_answer_is_no_text() -> None:
    said: list[Answer] = ["(refused)", "(not_shown)", "(no_answer)", "", "(why)"]
    assert [recall_text(one) for one in said] == ["", "", "", "", "(why)"]
