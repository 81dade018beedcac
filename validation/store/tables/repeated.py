"""What repeats: studies, events of contacts and who was followed up, and the trend over waves."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Table, Text
from sqlalchemy import UniqueConstraint as Unique
from sqlmodel import Column, Field, Integer

from validation.store.tables.base import METADATA, Answers, Row, UtcTime


class DomainEventRow(Row, table=True):
    """Something that happened to a contact, known by its own key, who may not be in a list yet.

    What happened to a study itself has no contact. `sent_at` is when others (Prefect) were told.
    """

    __tablename__ = "domain_event"
    __table_args__ = (Index(None, "name", "happened_at"), Index(None, "sent_at", "id"))
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    name: str
    contact_key: str | None = Field(default=None, index=True)
    attributes: Any = Field(sa_type=Answers, nullable=False)
    happened_at: datetime = Field(sa_type=UtcTime)
    saved_at: datetime = Field(sa_type=UtcTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcTime)


class FollowUpRow(Row, table=True):
    """What became of one step of what follows an event in a study; each has one end."""

    __tablename__ = "followup"
    __table_args__ = (Unique("event_id", "study", "step"),)
    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(
        sa_column=Column(Integer, ForeignKey("domain_event.id", ondelete="CASCADE"), nullable=False)
    )
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    study: str
    step: str
    due_at: datetime = Field(sa_type=UtcTime)
    wave_id: int | None = Field(default=None, foreign_key="wave.id", index=True)
    invitation_id: int | None = Field(default=None, foreign_key="invitation.id", index=True)
    outcome: str
    reason: str | None = None
    decided_at: datetime = Field(sa_type=UtcTime)


class TrendRow(Row, table=True):
    """The waves of a study lined up, as they were up to one of them."""

    __tablename__ = "trend"
    __table_args__ = (Unique("wave_id", "plan_hash"),)
    id: int | None = Field(default=None, primary_key=True)
    study_id: int = Field(foreign_key="study.id", index=True)
    wave_id: int = Field(foreign_key="wave.id")
    plan_hash: str
    document: str = Field(sa_type=Text)
    saved_at: datetime = Field(sa_type=UtcTime)


class RecurrenceRow(Row, table=True):
    """That a study repeats by its cadences: since when, until when, and whom its waves draw from.

    `frame`, `answers` and `invitations` are those with which it was started.
    """

    __tablename__ = "recurrence"
    id: int | None = Field(default=None, primary_key=True)
    study_id: int = Field(foreign_key="study.id", unique=True)
    frame: str | None = None
    answers: int | None = None
    invitations: int | None = None
    started_at: datetime = Field(sa_type=UtcTime)
    stopped_at: datetime | None = Field(default=None, sa_type=UtcTime)


class SkippedWaveRow(Row, table=True):
    """That a person does not want a wave which a cadence wanted, by the name it would have had."""

    __tablename__ = "skipped_wave"
    __table_args__ = (Unique("study_id", "wave"),)
    id: int | None = Field(default=None, primary_key=True)
    study_id: int = Field(foreign_key="study.id")
    wave: str
    skipped_at: datetime = Field(sa_type=UtcTime)


domain_events: Table = METADATA.tables["domain_event"]
followups: Table = METADATA.tables["followup"]
recurrences: Table = METADATA.tables["recurrence"]
skipped_waves: Table = METADATA.tables["skipped_wave"]
trends: Table = METADATA.tables["trend"]
