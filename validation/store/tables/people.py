"""Who is reached and asked: contacts, frames, suppression, invitations and their links."""

from datetime import datetime
from typing import Any

from sqlalchemy import Table, Text
from sqlalchemy import UniqueConstraint as Unique
from sqlmodel import Field

from validation.store.tables.base import METADATA, Answers, Row, UtcTime


class ContactRow(Row, table=True):
    """A person or household that can be reached: the only place of an address.

    After erasure its key is random, and address, language, basis and attributes are gone.
    """

    __tablename__ = "contact"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    address: str | None = None
    address_sha256: str | None = Field(default=None, unique=True)
    language: str | None = None
    basis: str | None = None
    attributes: Any = Field(sa_type=Answers, nullable=False)
    saved_at: datetime = Field(sa_type=UtcTime)
    erased_at: datetime | None = Field(default=None, sa_type=UtcTime)


class FrameRow(Row, table=True):
    """A list of contacts, by the file from which it was read last, and what came of that."""

    __tablename__ = "frame"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    sha256: str
    document: str = Field(sa_type=Text)
    saved_at: datetime = Field(sa_type=UtcTime)


class FrameMemberRow(Row, table=True):
    """That a contact stands in a frame."""

    __tablename__ = "frame_member"
    __table_args__ = (Unique("frame_id", "contact_id"),)
    id: int | None = Field(default=None, primary_key=True)
    frame_id: int = Field(foreign_key="frame.id")
    contact_id: int = Field(foreign_key="contact.id", index=True)


class SuppressionRow(Row, table=True):
    """That an address, known by its SHA-256 alone, gets no mail of a study, or of any ("*")."""

    __tablename__ = "suppression"
    __table_args__ = (Unique("address_sha256", "scope"),)
    id: int | None = Field(default=None, primary_key=True)
    address_sha256: str
    scope: str
    reason: str
    since: datetime = Field(sa_type=UtcTime)


class InvitationRow(Row, table=True):
    """A contact asked in a wave, how it was drawn, and how far it came; no answer is here.

    `code` is random and the only name of it outside. In an anonymous wave the times are those of
    their day, and `started_at` is forgotten when the answers are given.
    """

    __tablename__ = "invitation"
    __table_args__ = (Unique("wave_id", "contact_id"),)
    id: int | None = Field(default=None, primary_key=True)
    wave_id: int = Field(foreign_key="wave.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    code: str = Field(unique=True)
    language: str
    stratum: str | None = None
    weight: float | None = None
    population: int | None = None
    send_after: datetime | None = Field(default=None, sa_type=UtcTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcTime)
    partial_at: datetime | None = Field(default=None, sa_type=UtcTime)
    partial_share: float | None = None
    answered_at: datetime | None = Field(default=None, sa_type=UtcTime)
    declined_at: datetime | None = Field(default=None, sa_type=UtcTime)
    erased_at: datetime | None = Field(default=None, sa_type=UtcTime)
    dropped: str | None = None
    made_at: datetime = Field(sa_type=UtcTime)


class LinkRow(Row, table=True):
    """A token of a page, known by its SHA-256 alone, and what it opens.

    `purpose` is "answer" or "stop", of one invitation, or "open", of a wave. One with which a
    reader of digests ends them has the SHA-256 of their address, and no invitation.
    """

    __tablename__ = "link"
    id: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(unique=True)
    wave_id: int = Field(foreign_key="wave.id", index=True)
    invitation_id: int | None = Field(default=None, foreign_key="invitation.id", index=True)
    purpose: str
    made_at: datetime = Field(sa_type=UtcTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcTime)
    address_sha256: str | None = None


contacts: Table = METADATA.tables["contact"]
frame_members: Table = METADATA.tables["frame_member"]
frames: Table = METADATA.tables["frame"]
invitations: Table = METADATA.tables["invitation"]
links: Table = METADATA.tables["link"]
suppressions: Table = METADATA.tables["suppression"]
