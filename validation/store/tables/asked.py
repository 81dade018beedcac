"""What is asked: studies, questionnaires, plans and waves."""

from datetime import datetime

from sqlalchemy import Table, Text
from sqlalchemy import UniqueConstraint as Unique
from sqlmodel import Field

from validation.store.tables.base import METADATA, NO, Row, UtcTime


class StudyRow(Row, table=True):
    """A study by its id."""

    __tablename__ = "study"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)


class StudyVersionRow(Row, table=True):
    """What the study file said, each time that it said something else, and the plan it makes.

    A study that was only tried out in a pilot has no plan.
    """

    __tablename__ = "study_version"
    __table_args__ = (Unique("study_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    study_id: int = Field(foreign_key="study.id")
    number: int
    sha256: str
    document: str = Field(sa_type=Text)
    saved_at: datetime = Field(sa_type=UtcTime)
    plan_hash: str | None = None


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
    """A wave of a study: its state, its instrument, and when what happened to it.

    `terms` and `sampled` say how it is fielded and who was drawn; imported waves have neither.
    `kind` says whether a person made it or a cadence: then `due_at` is when the cadence wanted it.
    In an anonymous wave the times of its first and last response are those of their day.
    """

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
    terms: str | None = Field(default=None, sa_type=Text)
    pilot: bool = Field(default=False, sa_column_kwargs=NO)
    sampled: str | None = Field(default=None, sa_type=Text)
    opens_at: datetime | None = Field(default=None, sa_type=UtcTime)
    closes_at: datetime | None = Field(default=None, sa_type=UtcTime)
    due_at: datetime | None = Field(default=None, sa_type=UtcTime)
    kind: str = Field(default="manual", sa_column_kwargs={"server_default": "manual"})
    phase: str | None = None
    baseline: str | None = None


plans: Table = METADATA.tables["plan"]
questionnaires: Table = METADATA.tables["questionnaire"]
studies: Table = METADATA.tables["study"]
study_versions: Table = METADATA.tables["study_version"]
waves: Table = METADATA.tables["wave"]
