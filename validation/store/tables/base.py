"""What all tables have in common: their registry, times with a zone, documents as JSON."""

from datetime import UTC, datetime

from sqlalchemy import JSON, DateTime, Dialect, MetaData, TypeDecorator, false, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

from validation.errors import StoreError

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
# A JSON document of which keys may be asked for; JSONB does not keep their order.
Answers = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
# What a column holds where a statement does not name it, for rows that were there before it.
NO = {"server_default": false()}
YES = {"server_default": true()}


class UtcTime(TypeDecorator[datetime]):
    """A point in time: with its zone in Python, in UTC in the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time in UTC."""
        del dialect
        if value is not None and value.tzinfo is None:
            raise StoreError(f"time: found {value} without a zone, must have one. Add UTC.")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time with its zone, which SQLite does not keep."""
        del dialect
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Row(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMES))):
    """What all rows have in common: tables of their own, apart from any other's."""


METADATA: MetaData = Row.metadata
