from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Engine, inspect, text

from validation.store.engines import build_engine, read_url, reading
from validation.store.migrating import build_config, let_tables_be_rebuilt, migrate
from validation.store.tables.base import Answers

BEFORE = """
INSERT INTO study (id, key) VALUES (1, 's');
INSERT INTO questionnaire VALUES (1, 1, 'f', '{}', '2027-03-01');
INSERT INTO wave (id, study_id, key, state, questionnaire_id, made_at)
    VALUES (1, 1, '1', 'closed', 1, '2027-03-01');
INSERT INTO contact (id, key, attributes, saved_at) VALUES (1, 'c', '{}', '2027-03-01');
INSERT INTO invitation (id, wave_id, contact_id, code, language, made_at)
    VALUES (1, 1, 1, 'c0de', 'fi', '2027-03-01');
INSERT INTO domain_event VALUES (7, 'k', 'responses.replaced', 's/1', '{"responses": 2}',
    '2027-03-01', '2027-03-01', '2027-03-01')
"""
FOLLOWED = """
INSERT INTO domain_event (id, key, name, contact_key, attributes, happened_at, saved_at)
    VALUES (8, 'e', 'lead.won', 'c', '{}', '2027-03-01', '2027-03-01');
INSERT INTO followup (id, event_id, contact_id, study, step, due_at, wave_id, invitation_id,
    outcome, decided_at)
    VALUES (1, 8, 1, 's', 'day-14', '2027-03-15', 1, 1, 'invited', '2027-03-15');
INSERT INTO trend (id, study_id, wave_id, plan_hash, document, saved_at)
    VALUES (1, 1, 1, 'h', '{}', '2027-03-15')
"""

NEXT = """
INSERT INTO domain_event (key, name, contact_key, attributes, happened_at, saved_at)
    VALUES ('e', 'lead.won', 'c', '{}', '2027-03-01', '2027-03-01')
"""


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    built = build_engine(read_url(address), 10)
    migrate(built, "r0004")
    run(built, BEFORE)
    yield built
    built.dispose()


def test_waves_of_before_were_made_by_people(engine: Engine) -> None:
    migrate(engine, "r0005")
    with reading(engine) as connection:
        wave = connection.execute(text("SELECT kind, due_at, phase, baseline FROM wave")).one()
        assert (*wave,) == ("manual", None, None, None)
        assert connection.execute(text("SELECT code FROM invitation")).scalar() == "c0de"


def test_what_was_written_down_of_imports_is_kept(engine: Engine) -> None:
    migrate(engine, "r0005")
    run(engine, NEXT)
    with reading(engine) as connection:
        query = "SELECT id, name, contact_key, attributes, sent_at FROM domain_event ORDER BY id"
        first, second = connection.execute(text(query).columns(attributes=Answers)).all()
    assert first[:3] == (7, "responses.replaced", None)
    assert first.attributes == {"about": "s/1", "responses": "2"}
    assert first.sent_at is not None
    assert second.id == 8


def test_studies_of_before_repeat_by_themselves_only_when_started(engine: Engine) -> None:
    migrate(engine, "r0005")
    with reading(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM recurrence")).scalar() == 0
        version = {one["name"]: one for one in inspect(connection).get_columns("study_version")}
    assert version["plan_hash"]["nullable"]


def test_what_becomes_of_an_event_goes_with_it(engine: Engine) -> None:
    migrate(engine, "r0005")
    run(engine, FOLLOWED)
    run(engine, "DELETE FROM domain_event")
    with reading(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM followup")).scalar() == 0


def test_going_back_forgets_what_repeats_and_keeps_the_waves(engine: Engine) -> None:
    migrate(engine, "r0005")
    run(engine, FOLLOWED)
    with engine.connect() as connection:
        let_tables_be_rebuilt(connection)
        with connection.begin():
            command.downgrade(build_config(connection), "r0004")
        connection.invalidate()
    with reading(engine) as connection:
        there = inspect(connection)
        new = {"followup", "recurrence", "skipped_wave", "trend"}
        assert not new & {*there.get_table_names()}
        assert "about" in [one["name"] for one in there.get_columns("domain_event")]
        events = text("SELECT kind, about FROM domain_event ORDER BY id")
        found = [(*one,) for one in connection.execute(events)]
        assert found == [("responses.replaced", "s/1"), ("lead.won", "c")]
        assert connection.execute(text("SELECT state FROM wave")).scalar() == "closed"


def run(engine: Engine, statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements.split(";"):
            connection.execute(text(statement))
