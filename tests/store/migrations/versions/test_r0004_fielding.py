from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Engine, inspect, text

from validation.store.engines import build_engine, read_url, reading
from validation.store.migrating import build_config, let_tables_be_rebuilt, migrate

BEFORE = """
INSERT INTO study (id, key) VALUES (1, 's');
INSERT INTO questionnaire VALUES (1, 1, 'f', '{}', '2027-03-01');
INSERT INTO wave (id, study_id, key, state, questionnaire_id, made_at)
    VALUES (1, 1, '1', 'closed', 1, '2027-03-01');
INSERT INTO response (id, wave_id, key, questionnaire_id, answers, imported_at)
    VALUES (1, 1, 'r', 1, '{"q": "5"}', '2027-03-01');
INSERT INTO outbox (id, key, kind, recipient, subject, payload, state, attempts, queued_at,
    last_error) VALUES (1, 'a', 'digest', 'a@b.fi', 'S', '{"outbox_id": "c0ffee"}',
    'sent', 1, '2027-03-01', '');
INSERT INTO outbox (id, key, kind, recipient, subject, payload, state, attempts, queued_at,
    last_error) VALUES (2, 'b', 'digest', 'a@b.fi', 'S', '[]', 'sent', 1, '2027-03-01', '')
"""
FIELDED = """
INSERT INTO contact (id, key, address, attributes, saved_at)
    VALUES (1, 'c', 'c@d.fi', '{}', '2027-03-01');
INSERT INTO invitation (id, wave_id, contact_id, code, language, made_at)
    VALUES (1, 1, 1, 'c0de', 'fi', '2027-03-01');
INSERT INTO response (id, wave_id, key, questionnaire_id, answers, imported_at, invitation_id)
    VALUES (2, 1, 'r2', 1, '{"q": "4"}', '2027-03-01', 1);
INSERT INTO outbox (id, key, kind, recipient, subject, payload, state, attempts, queued_at,
    last_error, reference, invitation_id) VALUES (3, 'c', 'invitation', 'c0de', '', '{}',
    'sent', 1, '2027-03-01', '', 'ref', 1);
UPDATE wave SET state = 'cancelled'
"""


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    built = build_engine(read_url(address), 10)
    migrate(built, "r0003")
    run(built, BEFORE)
    yield built
    built.dispose()


def test_the_fourth_revision_keeps_what_was_there(engine: Engine) -> None:
    migrate(engine, "r0004")
    with reading(engine) as connection:
        wave = connection.execute(text("SELECT state, pilot, terms, closes_at FROM wave")).one()
        response = text("SELECT key, complete, invitation_id FROM response")
        assert (*wave,) == ("closed", False, None, None)
        assert (*connection.execute(response).one(),) == ("r", True, None)


def test_messages_of_before_get_the_name_that_they_have_outside(engine: Engine) -> None:
    migrate(engine, "r0004")
    with reading(engine) as connection:
        found = connection.execute(text("SELECT reference FROM outbox ORDER BY id"))
        known, random = found.scalars().all()
    assert known == "c0ffee"
    assert len(random) == 32


def test_going_back_keeps_the_answers_and_forgets_who_was_asked(engine: Engine) -> None:
    migrate(engine, "r0004")
    run(engine, FIELDED)
    with engine.connect() as connection:
        let_tables_be_rebuilt(connection)
        with connection.begin():
            command.downgrade(build_config(connection), "r0003")
        connection.invalidate()
    with reading(engine) as connection:
        assert not inspect(connection).has_table("contact")
        keys = connection.execute(text("SELECT key FROM response ORDER BY id"))
        assert keys.scalars().all() == ["r", "r2"]
        assert connection.execute(text("SELECT key FROM outbox")).scalars().all() == ["a", "b"]
        assert connection.execute(text("SELECT state FROM wave")).scalar() == "closed"


def run(engine: Engine, statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements.split(";"):
            connection.execute(text(statement))
