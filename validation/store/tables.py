"""The rows of the database; they never leave the store, and documents go in and come out."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Index, MetaData, Table, Text, TypeDecorator
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from validation.errors import StoreError

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
# A JSON document of which keys may be asked for; JSONB does not keep their order.
Answers = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


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


class StudyRow(Row, table=True):
    """A study by its id."""

    __tablename__ = "study"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)


class StudyVersionRow(Row, table=True):
    """What the study file said, each time that it said something else."""

    __tablename__ = "study_version"
    __table_args__ = (Unique("study_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    study_id: int = Field(foreign_key="study.id")
    number: int
    sha256: str
    document: str = Field(sa_type=Text)
    saved_at: datetime = Field(sa_type=UtcTime)


class QuestionnaireRow(Row, table=True):
    """A version of an instrument by its fingerprint."""

    __tablename__ = "questionnaire"
    id: int | None = Field(default=None, primary_key=True)
    study_id: int = Field(foreign_key="study.id", index=True)
    fingerprint: str = Field(unique=True)
    document: str = Field(sa_type=Text)
    saved_at: datetime = Field(sa_type=UtcTime)


class PlanRow(Row, table=True):
    """A plan by its hash, with the time when it was first made."""

    __tablename__ = "plan"
    __table_args__ = (Unique("study_id", "hash"),)
    id: int | None = Field(default=None, primary_key=True)
    study_id: int = Field(foreign_key="study.id")
    hash: str
    document: str = Field(sa_type=Text)
    made_at: datetime = Field(sa_type=UtcTime)


class WaveRow(Row, table=True):
    """A wave of a study: its state, its instrument, and when what happened to it."""

    __tablename__ = "wave"
    __table_args__ = (Unique("study_id", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    study_id: int = Field(foreign_key="study.id")
    key: str
    state: str
    questionnaire_id: int = Field(foreign_key="questionnaire.id")
    made_at: datetime = Field(sa_type=UtcTime)
    opened_at: datetime | None = Field(default=None, sa_type=UtcTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    first_response_at: datetime | None = Field(default=None, sa_type=UtcTime)
    imported_at: datetime | None = Field(default=None, sa_type=UtcTime)


class ResponseRow(Row, table=True):
    """A response: all its answers as one document, and how its respondent was sampled."""

    __tablename__ = "response"
    __table_args__ = (Unique("wave_id", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    wave_id: int = Field(foreign_key="wave.id")
    key: str
    questionnaire_id: int = Field(foreign_key="questionnaire.id")
    answers: Any = Field(sa_type=Answers, nullable=False)
    weight: float | None = None
    stratum: str | None = None
    clusters: Any = Field(default=None, sa_type=Answers, nullable=True)
    population: Any = Field(default=None, sa_type=Answers, nullable=True)
    imported_at: datetime = Field(sa_type=UtcTime)


class ExclusionRow(Row, table=True):
    """A row of a file that was left out, and why."""

    __tablename__ = "exclusion"
    __table_args__ = (Unique("wave_id", "source", "row"),)
    id: int | None = Field(default=None, primary_key=True)
    wave_id: int = Field(foreign_key="wave.id")
    source: str
    row: int
    respondent: str | None = None
    reason: str = Field(sa_type=Text)
    imported_at: datetime = Field(sa_type=UtcTime)


class ImportRow(Row, table=True):
    """What came of importing a file into a wave, by the file's SHA-256."""

    __tablename__ = "import"
    __table_args__ = (Unique("wave_id", "source"),)
    id: int | None = Field(default=None, primary_key=True)
    wave_id: int = Field(foreign_key="wave.id")
    source: str
    document: str = Field(sa_type=Text)
    imported_at: datetime = Field(sa_type=UtcTime)


class AssessmentRow(Row, table=True):
    """The verdicts of a wave under a plan, each time that they came out differently."""

    __tablename__ = "assessment"
    __table_args__ = (Unique("wave_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    wave_id: int = Field(foreign_key="wave.id")
    plan_id: int = Field(foreign_key="plan.id")
    number: int
    sha256: str
    document: str = Field(sa_type=Text)
    made_at: datetime = Field(sa_type=UtcTime)


class OutboxRow(Row, table=True):
    """A message: written here before it is sent, what became of it, and which verdicts it tells."""

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "state", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    recipient: str
    subject: str = Field(sa_type=Text)
    payload: str = Field(sa_type=Text)
    state: str
    attempts: int
    queued_at: datetime = Field(sa_type=UtcTime)
    claimed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    settled_at: datetime | None = Field(default=None, sa_type=UtcTime)
    last_error: str = Field(sa_type=Text)
    assessment_id: int | None = Field(default=None, foreign_key="assessment.id")


class DomainEventRow(Row, table=True):
    """Something that happened to a contact or to a study, to be acted upon once."""

    __tablename__ = "domain_event"
    __table_args__ = (Index(None, "handled_at", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    about: str
    payload: str = Field(sa_type=Text)
    happened_at: datetime = Field(sa_type=UtcTime)
    saved_at: datetime = Field(sa_type=UtcTime)
    handled_at: datetime | None = Field(default=None, sa_type=UtcTime)


METADATA: MetaData = Row.metadata
TABLES: dict[str, Table] = dict(METADATA.tables)
studies = TABLES["study"]
study_versions = TABLES["study_version"]
questionnaires = TABLES["questionnaire"]
plans = TABLES["plan"]
waves = TABLES["wave"]
responses = TABLES["response"]
exclusions = TABLES["exclusion"]
imports = TABLES["import"]
assessments = TABLES["assessment"]
outbox = TABLES["outbox"]
domain_events = TABLES["domain_event"]
