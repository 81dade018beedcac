from collections.abc import Callable

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from validation.claims import Choices, Missing, Numbers, Rankings, Selections
from validation.questionnaire import DerivedItem, Item
from validation.responses.cells import Cells
from validation.responses.reading import (
    derive_bands,
    numbers_in,
    one_of,
    read_bands,
    read_choice,
    read_number,
    read_rating,
    read_texts,
    taken,
)
from validation.responses.words import missing_words

Make = Callable[..., Cells]
Get = Callable[[str], Item]
MISSING = missing_words({"refused": ["Refused"], "no_answer": ["-99"]})
BANDS = DerivedItem(id="age_group", of="age", bands={"18-34": (18, 34), "35+": (35, None)})


def test_a_single_choice_becomes_the_place_of_its_choice(item: Get, cells: Make) -> None:
    answers = read_choice(item("bought"), cells("no", "Kyllä", "", "refused"), MISSING)
    assert isinstance(answers.column, Choices)
    assert answers.column.codes.tolist() == [1, 0, Missing.NOT_SHOWN, Missing.REFUSED]
    assert answers.column.codes.dtype == np.int8
    assert answers.column.levels == ("yes", "no")


def test_a_choice_that_is_none_is_a_misfit_that_names_the_choices(item: Get, cells: Make) -> None:
    (misfit,) = read_choice(item("bought"), cells("perhaps", "no"), MISSING).misfits
    assert misfit.found == "perhaps"
    assert misfit.must == "one of yes (Yes), no (No)"


def test_a_rating_keeps_its_numbers(item: Get, cells: Make) -> None:
    answers = read_rating(item("quality"), cells("1", "10.0", "-99", "7"), MISSING)
    assert_array_equal(answers.column.values(), [1, 10, np.nan, 7])
    assert answers.column.missing.tolist() == [0, 0, Missing.NO_ANSWER, 0]


def test_a_rating_off_the_scale_is_a_misfit(item: Get, cells: Make) -> None:
    (misfit,) = read_rating(item("quality"), cells("7", "11", "11"), MISSING).misfits
    assert (misfit.found, misfit.positions.tolist()) == ("11", [1, 2])
    assert misfit.must.startswith("a whole number from 1 to 10")


def test_a_number_is_kept_within_the_limits_of_its_item(item: Get, cells: Make) -> None:
    answers = read_number(item("age"), cells("15", "14", "110,5", "", "old", "-99"), MISSING)
    assert isinstance(answers.column, Numbers)
    assert_array_equal(answers.column.values()[[0, 3, 5]], [15, np.nan, np.nan])
    kinds = answers.column.missing[[3, 5]].tolist()
    assert kinds == [Missing.NOT_SHOWN, Missing.NO_ANSWER]
    assert [misfit.found for misfit in answers.misfits] == ["14", "110,5", "old"]
    assert answers.misfits[0].must == "a number from 15 to 110"


def test_a_column_shows_that_its_commas_are_decimal(cells: Make) -> None:
    assert_array_equal(numbers_in(cells("1,234", "0,5")), [1.234, 0.5])
    assert_array_equal(numbers_in(cells("1,234", "5")), [np.nan, 5])


def test_a_number_falls_into_the_band_that_has_both_its_ends() -> None:
    ages = Numbers(np.array([18, 34, 35, 99.0]), np.zeros(4, dtype=np.int16))
    assert derive_bands(BANDS, ages).column.missing.tolist() == [0, 0, 0, 0]
    assert derive_bands(BANDS, ages).column.counted(["18-34"]).tolist() == [1, 1, 0, 0]


def test_a_number_in_no_band_is_not_applicable_and_told() -> None:
    answers = derive_bands(BANDS, Numbers(np.array([16.0]), np.zeros(1, dtype=np.int16)))
    assert answers.column.missing.tolist() == [Missing.NOT_APPLICABLE]
    assert answers.notes == ("age_group: answers to age in no band: 1; taken as not applicable.",)


def test_the_kinds_of_no_answer_carry_over_to_bands() -> None:
    kinds = np.array([Missing.REFUSED, Missing.NOT_SHOWN], dtype=np.int16)
    answers = derive_bands(BANDS, Numbers(np.array([np.nan, np.nan]), kinds))
    assert answers.column.missing.tolist() == kinds.tolist()
    assert answers.notes == ()


def test_bands_that_stand_in_the_file_are_read_by_name(cells: Make) -> None:
    answers = read_bands(BANDS, cells("35+", "18-34", "17"), MISSING)
    assert answers.column.counted(["35+"])[:2].tolist() == [1, 0]
    assert [misfit.found for misfit in answers.misfits] == ["17"]


def test_open_answers_are_kept_as_written(cells: Make) -> None:
    assert read_texts(cells(" Slow. ", "-99", ""), MISSING) == ("Slow.", "", "")


def test_a_long_list_of_choices_is_cut_short(item: Get) -> None:
    assert one_of(item("quality").choices) == "1, 2, 3, 4, 5, 6 … (10 in all)"


@pytest.mark.parametrize(
    "column",
    [
        Choices(np.array([0, 1, -2], dtype=np.int16), ("a", "b")),
        Numbers(np.array([1.0, 2.0, np.nan]), np.array([0, 0, -2], dtype=np.int16)),
        Selections(np.eye(3, dtype=np.int8), ("a", "b", "c"), np.array([0, 0, -2], np.int16)),
        Rankings(np.eye(3, dtype=np.int8), ("a", "b", "c"), np.array([0, 0, -2], np.int16)),
    ],
)
def test_a_column_of_some_respondents_has_their_answers(
    column: Choices | Numbers | Selections | Rankings,
) -> None:
    some = taken(column, np.array([2, 0]))
    assert some.missing.tolist() == [-2, 0]
    assert_array_equal(some.values(), column.values()[[2, 0]])
