from collections.abc import Callable

import pytest

from validation.claims import Missing, Rankings, Selections
from validation.questionnaire import Item
from validation.responses.cells import Cells
from validation.responses.options import read_list, read_marks, read_order, read_places
from validation.responses.reading import Answers
from validation.responses.words import missing_words

Make = Callable[..., Cells]
Get = Callable[[str], Item]
MISSING = missing_words({"refused": ["-99"]})


def chosen(answers: Answers) -> list[list[int]]:
    assert isinstance(answers.column, Selections)
    return [list(map(int, row)) for row in answers.column.chosen]


def ranks(answers: Answers) -> list[list[int]]:
    assert isinstance(answers.column, Rankings)
    return [list(map(int, row)) for row in answers.column.ranks]


@pytest.mark.parametrize(
    "text",
    ["search;ad", "search|ad", "ad,search", "Search engine;Ads, paid", "Ads, paid, Search engine"],
)
def test_a_cell_lists_options_by_code_or_label_with_any_separator(
    text: str, item: Get, cells: Make
) -> None:
    assert chosen(read_list(item("channel"), cells(text), MISSING)) == [[1, 0, 1]]


def test_a_listed_option_may_stand_alone(item: Get, cells: Make) -> None:
    assert chosen(read_list(item("channel"), cells("Ads, paid"), MISSING)) == [[0, 0, 1]]


def test_a_list_keeps_the_kinds_of_no_answer(item: Get, cells: Make) -> None:
    answers = read_list(item("channel"), cells("", "-99", "ad"), MISSING)
    assert answers.column.missing.tolist() == [Missing.NOT_SHOWN, Missing.REFUSED, 0]


@pytest.mark.parametrize("text", ["radio", "search;radio", "search;search", ";"])
def test_a_list_with_an_unknown_or_repeated_option_is_a_misfit(
    text: str, item: Get, cells: Make
) -> None:
    (misfit,) = read_list(item("channel"), cells(text), MISSING).misfits
    assert misfit.found == text


def test_codes_in_a_list_are_never_read_as_one_decimal_number(item: Get, cells: Make) -> None:
    coded = item("channel").model_copy(
        update={"choices": tuple(
            choice.model_copy(update={"code": str(at)})
            for at, choice in enumerate(item("channel").choices)
        )}
    )  # fmt: skip
    assert chosen(read_list(coded, cells("1,0"), MISSING)) == [[1, 1, 0]]


def test_marks_say_what_was_chosen(item: Get, cells: Make) -> None:
    columns = [cells("1", "yes", "TRUE"), cells("0", "no", "FALSE"), cells("0", "x", "Ads, paid")]
    assert chosen(read_marks(item("channel"), columns, MISSING)) == [
        [1, 0, 0],
        [1, 0, 1],
        [1, 0, 1],
    ]


def test_all_zeros_is_an_answer_and_all_empty_is_not_shown(item: Get, cells: Make) -> None:
    columns = [cells("0", "", "1"), cells("0", "", ""), cells("0", "", "")]
    answers = read_marks(item("channel"), columns, MISSING)
    assert answers.column.missing.tolist() == [0, Missing.NOT_SHOWN, 0]
    assert answers.notes == ()


def test_a_file_of_marks_alone_tells_of_rows_without_any(item: Get, cells: Make) -> None:
    columns = [cells("x", ""), cells("", ""), cells("", "")]
    (note,) = read_marks(item("channel"), columns, MISSING).notes
    assert note.startswith("channel: rows without any mark: 1; taken as not shown.")


def test_a_kind_of_no_answer_counts_only_where_nothing_was_chosen(item: Get, cells: Make) -> None:
    columns = [cells("-99", "1"), cells("-99", "-99"), cells("0", "0")]
    answers = read_marks(item("channel"), columns, MISSING)
    assert answers.column.missing.tolist() == [Missing.REFUSED, 0]


def test_a_mark_that_is_none_is_a_misfit_of_its_column(item: Get, cells: Make) -> None:
    columns = [cells("1", column="a"), cells("2", column="b"), cells("0", column="c")]
    (misfit,) = read_marks(item("channel"), columns, MISSING).misfits
    assert (misfit.column, misfit.found) == ("b", "2")


def test_places_are_read_from_one_column_an_option(item: Get, cells: Make) -> None:
    columns = [cells("2", "", "0", "-99"), cells("1", "1", "0", ""), cells("3", "", "0", "")]
    answers = read_places(item("order"), columns, MISSING)
    assert ranks(answers)[:2] == [[2, 1, 3], [0, 1, 0]]
    kinds = [0, 0, Missing.NO_ANSWER, Missing.REFUSED]
    assert answers.column.missing.tolist() == kinds
    assert answers.misfits == ()


def test_a_place_given_twice_or_beyond_the_options_is_a_misfit(item: Get, cells: Make) -> None:
    columns = [cells("1", "4"), cells("1", "1"), cells("2", "2")]
    beyond, twice = read_places(item("order"), columns, MISSING).misfits
    assert (beyond.found, beyond.must) == ("4", "a place from 1 to 3, or 0")
    assert (twice.found, twice.positions.tolist()) == ("place 1 more than once", [0])


def test_an_order_is_read_from_one_column_first_place_first(item: Get, cells: Make) -> None:
    answers = read_order(item("order"), cells("Care;price", "speed", ""), MISSING)
    assert ranks(answers) == [[2, 0, 1], [0, 1, 0], [0, 0, 0]]
    assert answers.column.missing.tolist() == [0, 0, Missing.NOT_SHOWN]
