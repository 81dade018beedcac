from sqlalchemy import Table

from validation.store.tables import answered


def test_what_was_answered_has_its_tables() -> None:
    found = {one.name for one in vars(answered).values() if isinstance(one, Table)}
    assert found == {"response", "draft", "exclusion", "import", "assessment"}


def test_a_response_knows_no_contact() -> None:
    [*keys] = [one.column.table.name for one in answered.responses.foreign_keys]
    assert sorted(keys) == ["invitation", "questionnaire", "wave"]
