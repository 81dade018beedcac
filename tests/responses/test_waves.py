import pytest

from validation.errors import ResponseError
from validation.responses.table import Table
from validation.responses.waves import check_wave, wave_positions

TABLE = Table.of("answers.csv", {"year": ["2010", "2014", " 2014 ", ""]})


def test_a_wave_has_its_rows_and_those_that_name_none() -> None:
    assert wave_positions(TABLE, "year", "2014").tolist() == [1, 2, 3]


def test_a_wave_is_the_same_number_however_written() -> None:
    assert wave_positions(TABLE, "year", "2010.0").tolist() == [0, 3]


def test_a_row_that_names_no_wave_is_a_misfit() -> None:
    positions = wave_positions(TABLE, "year", "2014")
    (misfit,) = check_wave(TABLE, "year", positions)
    assert (misfit.found, misfit.positions.tolist()) == ("an empty cell", [2])


def test_several_waves_ask_for_one() -> None:
    with pytest.raises(ResponseError, match=r"2 waves \(2010, 2014\).*--wave 2014"):
        wave_positions(TABLE, "year", None)


def test_a_single_wave_needs_no_choice() -> None:
    table = Table.of("answers.csv", {"year": ["2014", "2014"]})
    assert wave_positions(table, "year", None).tolist() == [0, 1]


def test_a_wave_that_is_not_in_the_file_is_an_error() -> None:
    with pytest.raises(ResponseError, match="no row of wave 2012, must be one of 2010, 2014"):
        wave_positions(TABLE, "year", "2012")


def test_a_wave_needs_a_column_that_names_waves() -> None:
    with pytest.raises(ResponseError, match=r"data\.wave"):
        wave_positions(TABLE, None, "2014")
    assert wave_positions(TABLE, None, None).tolist() == [0, 1, 2, 3]
