from sqlalchemy import inspect, text

from validation.store.engines import build_engine, read_url, reading
from validation.store.migrating import migrate

BEFORE = """
INSERT INTO study (id, key) VALUES (1, 's');
INSERT INTO questionnaire VALUES (1, 1, 'f', '{}', '2027-03-01');
INSERT INTO plan VALUES (1, 1, 'h', '{}', '2027-03-01');
INSERT INTO wave (id, study_id, key, state, questionnaire_id, made_at)
    VALUES (1, 1, '1', 'assessed', 1, '2027-03-01');
INSERT INTO assessment VALUES (7, 1, 1, 1, '0123456789abcdef0123', '{}', '2027-03-01');
INSERT INTO outbox (id, key, kind, recipient, subject, payload, state, attempts, queued_at,
    last_error) VALUES (1, 's/1/digest-0123456789abcdef/a@b.fi', 'digest', 'a@b.fi', 'S', '{}',
    'sent', 1, '2027-03-01', '');
INSERT INTO outbox (id, key, kind, recipient, subject, payload, state, attempts, queued_at,
    last_error) VALUES (2, 's/1/digest-ffff456789abcdef/a@b.fi', 'digest', 'a@b.fi', 'S', '{}',
    'sent', 1, '2027-03-01', '')
"""


def test_the_third_revision_adds_imports_and_knows_what_was_told_before(address: str) -> None:
    engine = build_engine(read_url(address), 10)
    migrate(engine, "r0002")
    with engine.begin() as connection:
        for statement in BEFORE.split(";"):
            connection.execute(text(statement))
    migrate(engine, "r0003")
    with reading(engine) as connection:
        assert inspect(connection).has_table("import")
        found = connection.execute(text("SELECT assessment_id FROM outbox ORDER BY id"))
        assert found.scalars().all() == [7, None]
    engine.dispose()
