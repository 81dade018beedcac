from validation.responses.table import Table


def test_rows_are_numbered_as_in_a_spreadsheet_with_the_names_in_row_1() -> None:
    table = Table.of("answers.csv", {"age": ["31", "47"], "city": ["Oulu", ""]})
    assert table.rows.tolist() == [2, 3]
    assert table.columns == ("age", "city")


def test_broken_rows_count_as_read() -> None:
    whole = Table.of("answers.csv", {"age": ["31", "47"]})
    table = Table("answers.csv", ("age",), whole.cells, whole.rows, broken={4: "3 cells"})
    assert table.n_read == 3
