from sqlalchemy import Table

from validation.store.tables import asked


def test_what_is_asked_has_its_tables() -> None:
    found = {one.name for one in vars(asked).values() if isinstance(one, Table)}
    assert found == {"study", "study_version", "questionnaire", "plan", "wave"}


def test_a_wave_that_was_imported_has_no_terms() -> None:
    optional = {one.name for one in asked.waves.columns if one.nullable}
    assert {"terms", "sampled", "opens_at", "closes_at"} < optional
