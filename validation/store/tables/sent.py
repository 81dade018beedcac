"""What was sent, and what became of it."""

from datetime import datetime

from sqlalchemy import Index, Table, Text
from sqlmodel import Field

from validation.store.tables.base import METADATA, Row, UtcTime


class OutboxRow(Row, table=True):
    """A message: written here before it is sent, what became of it, and which verdicts it tells.

    A message to a contact holds no address, text or link: its recipient is the invitation's code.
    `reference` is random, and all that the sending service hears of whose message it is.
    """

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
    reference: str = Field(unique=True)
    invitation_id: int | None = Field(default=None, foreign_key="invitation.id", index=True)
    step: str | None = None
    fate: str | None = None
    fate_at: datetime | None = Field(default=None, sa_type=UtcTime)


class MailEventRow(Row, table=True):
    """What the sending service told of a message: no address, and no network address."""

    __tablename__ = "mail_event"
    __table_args__ = (Index(None, "handled_at", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    reference: str = Field(index=True)
    event: str
    fate: str | None = None
    suppression: str | None = None
    happened_at: datetime = Field(sa_type=UtcTime)
    saved_at: datetime = Field(sa_type=UtcTime)
    handled_at: datetime | None = Field(default=None, sa_type=UtcTime)


mail_events: Table = METADATA.tables["mail_event"]
outbox: Table = METADATA.tables["outbox"]
