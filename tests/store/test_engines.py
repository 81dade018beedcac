import pytest
from sqlalchemy import JSON, literal, select, text
from sqlalchemy.exc import DBAPIError

from validation.errors import StoreError
from validation.store import engines
from validation.store.engines import build_engine, looking, read_url, reading


def test_addresses_name_the_driver_that_is_ours() -> None:
    assert read_url("postgresql://a:b@c/d").drivername == "postgresql+psycopg"
    assert read_url("postgresql+psycopg2://a:b@c/d").drivername == "postgresql+psycopg"
    assert read_url("sqlite:///a.db").database == "a.db"


def test_an_unknown_kind_is_told_without_its_password() -> None:
    with pytest.raises(StoreError, match=r"found mysql://a:.*@c/d, must be sqlite") as caught:
        read_url("mysql://a:secret@c/d")
    assert "secret" not in str(caught.value)


def test_an_engine_writes_and_reads_json_as_it_was(address: str) -> None:
    engine = build_engine(read_url(address), 1)
    document = {"q": "Öljy \u2028", "n": [0.1, None, 1e300]}
    with reading(engine) as connection:
        assert connection.execute(select(literal(document, JSON))).scalar() == document
    engine.dispose()


def test_who_reads_cannot_be_refused_by_who_writes(address: str) -> None:
    engine = build_engine(read_url(address), 0.05)
    with engine.begin() as writer:
        writer.exec_driver_sql("CREATE TABLE t (a INTEGER)")
        with reading(engine) as reader:
            assert reader.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()


def test_an_error_does_not_show_the_values(address: str) -> None:
    engine = build_engine(read_url(address), 1)
    query = text("SELECT nothing FROM nowhere WHERE a = :secret")
    with reading(engine) as connection, pytest.raises(DBAPIError) as caught:
        connection.execute(query, {"secret": "anna@example.com"})
    assert "anna" not in str(caught.value)
    engine.dispose()


def test_a_connection_that_ended_while_it_rested_is_made_anew(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "RESTED", -1.0)
    engine = build_engine(read_url(address), 1)
    with looking(engine) as connection:
        connection.exec_driver_sql("SELECT 1")
        ended = connection.connection.dbapi_connection
    assert ended is not None
    if engine.dialect.name == "postgresql":
        ended.close()
    with looking(engine) as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()
