from collections.abc import Callable

import numpy as np
import pytest

from validation.errors import ResponseError
from validation.responses.cells import Cells, Misfit, cells_of
from validation.responses.refusing import (
    check_filled,
    check_ids,
    check_private,
    check_seconds,
    check_sizes,
    check_weights,
    reasons,
    refusal,
    stripped,
)
from validation.responses.table import Table

Make = Callable[..., Cells]


def test_an_id_given_twice_is_told_with_both_rows(cells: Make) -> None:
    column = cells("a", "b", "a ", "a", column="id")
    (misfit,) = check_ids(column, np.array([2, 3, 5, 8], dtype=np.int32))
    assert misfit.found == "a, also in row 2"
    assert misfit.positions.tolist() == [2, 3]


def test_an_empty_id_is_a_misfit_and_two_of_them_no_pair(cells: Make) -> None:
    (misfit,) = check_ids(cells("a", "", " "), np.array([2, 3, 4], dtype=np.int32))[:1]
    found = check_ids(cells("a", "", " "), np.array([2, 3, 4], dtype=np.int32))
    assert {one.found for one in found} == {"an empty cell"}
    assert misfit.must == "the id of a respondent"


def test_different_ids_are_no_misfit(cells: Make) -> None:
    assert check_ids(cells("a", "b"), np.array([2, 3], dtype=np.int32)) == []


def test_an_address_as_an_id_is_refused_and_not_repeated() -> None:
    table = Table.of("answers.csv", {"who": ["7", " anna@example.com ", "x@y.fi"]})
    with pytest.raises(ResponseError) as caught:
        check_private(table, cells_of(table, "who", np.arange(3)), table.rows)
    assert str(caught.value) == (
        "answers.csv, row 3, column who: found an e-mail address as the id of a response (in 2 of "
        "3 rows), must be an id that does not say who answered. Name another column under "
        "data.id, or leave data.id out: a response is then known by its file and row."
    )


def test_an_id_with_a_sign_that_is_no_address_stays() -> None:
    table = Table.of("answers.csv", {"who": ["7@shop", "@anna", "a b@example.com"]})
    check_private(table, cells_of(table, "who", np.arange(3)), table.rows)


def test_a_weight_is_a_number_and_not_negative(cells: Make) -> None:
    found = check_weights(cells("1,5", "0", "-1", "", "heavy"))
    assert [misfit.found for misfit in found] == ["-1", "an empty cell", "heavy"]


def test_a_stratum_must_be_filled(cells: Make) -> None:
    (misfit,) = check_filled(cells("north", " "), "a stratum")
    assert (misfit.must, misfit.positions.tolist()) == ("a stratum", [1])


def test_a_population_size_is_at_least_one(cells: Make) -> None:
    found = check_sizes(cells("100", "1", "0.2", ""))
    assert [misfit.found for misfit in found] == ["0.2", "an empty cell"]


def test_ids_lose_the_blanks_around_them(cells: Make) -> None:
    assert stripped(cells(" a", "b ")).tolist() == ["a", "b"]


def test_the_first_reason_of_a_row_is_kept() -> None:
    found = [Misfit("q", "11", "1 to 10", np.array([1])), Misfit("r", "x", "a, b", np.array([1]))]
    assert reasons(found) == {1: "q: found 11, must be 1 to 10"}


def test_a_refusal_names_each_kind_of_problem_with_its_first_row_and_number() -> None:
    table = Table.of("answers.csv", {"q": ["11", "7", "11"]})
    error = refusal(table, [Misfit("q", "11", "1 to 10", np.array([0, 2]))], table.rows)
    assert "answers.csv: found 2 of 3 rows that do not fit" in error.message
    assert [str(problem) for problem in error.problems] == [
        "row 2, column q: found 11 (in 2 rows), must be 1 to 10."
    ]


def test_a_refusal_tells_of_broken_rows() -> None:
    whole = Table.of("answers.csv", {"q": ["7"]})
    broken = {3: "1 cells in place of 2", 4: "1 cells in place of 2"}
    table = Table("answers.csv", ("q", "r"), whole.cells, whole.rows, broken=broken)
    (problem,) = refusal(table, [], table.rows).problems
    assert str(problem).startswith(
        "row 3: found 1 cells in place of 2 (in 2 rows), must be 2 cells"
    )


def test_of_many_kinds_of_problem_twenty_are_shown_and_all_counted() -> None:
    table = Table.of("answers.csv", {"q": [str(at) for at in range(332)]})
    found = [Misfit("q", str(at), "1 to 10", np.array([at])) for at in range(332)]
    error = refusal(table, found, table.rows)
    assert len(error.problems) == 20
    assert "Of 332 kinds of problem the first 20 follow." in error.message


def test_a_time_is_a_number_of_seconds_or_nothing(cells: Make) -> None:
    found = check_seconds(cells("412", "", "61.5", "-1", "6:52", "0"))
    assert [(misfit.found, misfit.must) for misfit in found] == [
        ("-1", "a number of seconds, or nothing"),
        ("6:52", "a number of seconds, or nothing"),
    ]
