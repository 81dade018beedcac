"""What was answered, and what came of it: nothing here says who answered but a code."""

from datetime import datetime
from typing import Any

from sqlalchemy import Table, Text
from sqlalchemy import UniqueConstraint as Unique
from sqlmodel import Field

from validation.store.tables.base import METADATA, YES, Answers, Row, UtcTime


class ResponseRow(Row, table=True):
    """A response: all its answers as one document, and how its respondent was sampled.

    Fielded ones name their invitation, so that a person's answers can be erased. In an anonymous
    wave there is no invitation, the key is random, and every time is that of its day.
    """

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
    invitation_id: int | None = Field(default=None, foreign_key="invitation.id", unique=True)
    complete: bool = Field(default=True, sa_column_kwargs=YES)
    language: str | None = None
    paradata: Any = Field(default=None, sa_type=Answers, nullable=True)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcTime)
    consent: str | None = None


class DraftRow(Row, table=True):
    """The answers of one invitation until they are submitted, also in an anonymous wave."""

    __tablename__ = "draft"
    id: int | None = Field(default=None, primary_key=True)
    wave_id: int = Field(foreign_key="wave.id", index=True)
    invitation_id: int = Field(foreign_key="invitation.id", unique=True)
    questionnaire_id: int = Field(foreign_key="questionnaire.id")
    language: str
    answers: Any = Field(sa_type=Answers, nullable=False)
    paradata: Any = Field(default=None, sa_type=Answers, nullable=True)
    started_at: datetime = Field(sa_type=UtcTime)
    saved_at: datetime = Field(sa_type=UtcTime)


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


assessments: Table = METADATA.tables["assessment"]
drafts: Table = METADATA.tables["draft"]
exclusions: Table = METADATA.tables["exclusion"]
imports: Table = METADATA.tables["import"]
responses: Table = METADATA.tables["response"]
