from sqlalchemy import inspect

from validation.store.engines import build_engine, read_url, reading
from validation.store.migrating import migrate


def test_the_first_revision_has_what_is_asked_and_answered(address: str) -> None:
    engine = build_engine(read_url(address), 10)
    migrate(engine, "r0001")
    with reading(engine) as connection:
        tables = {*inspect(connection).get_table_names()}
        answers = {one["name"]: one["type"] for one in inspect(connection).get_columns("response")}
    engine.dispose()
    assert tables == {
        "alembic_version",
        "assessment",
        "exclusion",
        "plan",
        "questionnaire",
        "response",
        "study",
        "study_version",
        "wave",
    }
    assert str(answers["answers"]) == {"sqlite": "JSON", "postgresql": "JSONB"}[engine.name]
