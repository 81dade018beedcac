from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from validation.errors import ResponseError
from validation.questionnaire import Questionnaire
from validation.responses import Counts, Exclusion, Table, build_frame
from validation.study import Study

Make = Callable[..., Study]


def test_a_frame_has_the_answers_the_bands_and_the_weights(
    questionnaire: Questionnaire, study: Make
) -> None:
    cells = {"PERQ1": ["7", "9"], "age": ["20", "60"], "w": ["1", "3"]}
    data = study(columns={"PERQ1": "quality"}, weight="w")
    responses = build_frame(Table.of("answers.csv", cells), questionnaire, data)
    frame = responses.frame
    assert frame.column("quality").values().tolist() == [7, 9]
    assert frame.column("age_group").counted(["35+"]).tolist() == [0, 1]
    assert frame.design.weights.tolist() == [1, 3]
    assert responses.counts == Counts(read=2, in_wave=2, refused=0, excluded=0, kept=2)


def test_items_that_are_not_in_the_file_are_told_and_have_no_column(
    questionnaire: Questionnaire, study: Make
) -> None:
    table = Table.of("answers.csv", {"quality": ["7", "8"]})
    responses = build_frame(table, questionnaire, study())
    assert [*responses.frame.columns] == ["quality"]
    assert any("not in the file: 4 (bought" in note for note in responses.notes)


def test_all_bad_cells_are_refused_at_once_with_row_and_column(
    questionnaire: Questionnaire, study: Make
) -> None:
    cells = {"quality": ["7", "11", "x"], "age": ["12", "40", "40"], "id": ["a", "b", "a"]}
    with pytest.raises(ResponseError) as caught:
        build_frame(Table.of("answers.csv", cells), questionnaire, study(id="id"))
    places = [(problem.where, problem.found) for problem in caught.value.problems]
    assert places == [
        ("row 2, column age", "12"),
        ("row 3, column quality", "11"),
        ("row 4, column id", "a, also in row 2"),
        ("row 4, column quality", "x"),
    ]


def test_the_good_rows_alone_are_kept_when_asked_for_and_the_others_counted(
    questionnaire: Questionnaire, study: Make
) -> None:
    cells = {"quality": ["7", "11", "8"], "id": ["a", "b", "c"]}
    whole = Table.of("answers.csv", cells)
    table = replace(whole, broken={5: "1 cells in place of 2"})
    responses = build_frame(table, questionnaire, study(id="id"), good_rows_only=True)
    assert responses.rows.tolist() == [2, 4]
    assert responses.ids == ("a", "c")
    assert responses.frame.column("quality").values().tolist() == [7, 8]
    reason = "quality: found 11, must be a whole number from 1 to 10, or its label"
    assert responses.exclusions == (
        Exclusion(3, "b", reason),
        Exclusion(5, None, "found 1 cells in place of 2"),
    )
    assert responses.counts == Counts(read=4, in_wave=4, refused=2, excluded=0, kept=2)


def test_a_broken_row_alone_refuses_the_file(questionnaire: Questionnaire, study: Make) -> None:
    table = replace(Table.of("answers.csv", {"quality": ["7", "8"]}), broken={4: "2 cells"})
    with pytest.raises(ResponseError, match="row 4: found 2 cells"):
        build_frame(table, questionnaire, study())


def test_who_answered_nothing_or_weighs_nothing_is_excluded_with_the_reason(
    questionnaire: Questionnaire, study: Make
) -> None:
    ages = ["40", "", "40", "40"]
    cells = {"quality": ["7", "", "8", "9"], "age": ages, "w": ["1", "1", "0", "2"]}
    table = Table.of("answers.csv", cells)
    responses = build_frame(table, questionnaire, study(weight="w"))
    assert responses.exclusions == (
        Exclusion(3, None, "answered nothing"),
        Exclusion(4, None, "weight 0"),
    )
    assert responses.counts == Counts(read=4, in_wave=4, refused=0, excluded=2, kept=2)


def test_one_wave_is_read_and_the_others_are_not_even_checked(
    questionnaire: Questionnaire, study: Make
) -> None:
    cells = {"quality": ["99", "7", "8"], "year": ["2010", "2014", "2014"], "id": ["a", "a", "b"]}
    data = study(wave="year", id="id")
    responses = build_frame(Table.of("a.csv", cells), questionnaire, data, wave="2014")
    assert responses.frame.column("quality").values().tolist() == [7, 8]
    assert (responses.wave, responses.counts.read, responses.counts.in_wave) == ("2014", 3, 2)


def test_a_file_of_which_nothing_can_be_kept_is_an_error(
    questionnaire: Questionnaire, study: Make
) -> None:
    table = Table.of("answers.csv", {"quality": ["", ""]})
    with pytest.raises(ResponseError, match=r"none can be kept.*Row 2: answered nothing"):
        build_frame(table, questionnaire, study())


def test_open_answers_follow_the_rows_that_are_kept(
    questionnaire: Questionnaire, study: Make
) -> None:
    cells = {"quality": ["7", "", "8"], "missed": ["Parking", "", "Opening hours"]}
    responses = build_frame(Table.of("answers.csv", cells), questionnaire, study())
    assert responses.texts == {"missed": ("Parking", "Opening hours")}


def test_the_order_of_columns_and_rows_does_not_change_the_answers(
    questionnaire: Questionnaire, study: Make
) -> None:
    order = np.random.default_rng(7).permutation(50)
    quality = [str(1 + at % 10) for at in range(50)]
    age = [str(20 + at) for at in range(50)]
    there = build_frame(
        Table.of("a.csv", {"quality": quality, "age": age}), questionnaire, study()
    ).frame
    shuffled = {"age": [age[at] for at in order], "quality": [quality[at] for at in order]}
    here = build_frame(Table.of("a.csv", shuffled), questionnaire, study()).frame
    for name in ("quality", "age", "age_group"):
        assert_array_equal(here.column(name).values(), there.column(name).values()[order])


def test_the_seconds_of_each_response_are_kept_where_the_study_names_their_column(
    questionnaire: Questionnaire, study: Make
) -> None:
    cells = {"quality": ["7", "8", "9"], "took": ["412", "", "61,5"]}
    responses = build_frame(Table.of("answers.csv", cells), questionnaire, study(duration="took"))

    assert responses.traces is not None
    assert responses.traces.duration == pytest.approx([412, np.nan, 61.5], nan_ok=True)
    assert not any("took" in note for note in responses.notes)


def test_a_time_that_is_no_number_of_seconds_is_refused(
    questionnaire: Questionnaire, study: Make
) -> None:
    cells = {"quality": ["7", "8"], "took": ["6:52", "-1"]}
    with pytest.raises(ResponseError) as caught:
        build_frame(Table.of("answers.csv", cells), questionnaire, study(duration="took"))

    assert [(one.where, one.found) for one in caught.value.problems] == [
        ("row 2, column took", "6:52"),
        ("row 3, column took", "-1"),
    ]
