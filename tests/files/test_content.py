from validation.files.content import Broken


def test_a_broken_record_has_no_cells_and_says_what_was_found() -> None:
    record = Broken("text after a closing quote")
    assert len(record) == 0
    assert record.found == "text after a closing quote"
