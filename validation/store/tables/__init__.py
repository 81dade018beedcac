"""The rows of the database; they never leave the store, and documents go in and come out."""

from sqlalchemy import Table

from validation.store.tables.answered import assessments, drafts, exclusions, imports, responses
from validation.store.tables.asked import plans, questionnaires, studies, study_versions, waves
from validation.store.tables.base import METADATA, UtcTime
from validation.store.tables.people import (
    contacts,
    frame_members,
    frames,
    invitations,
    links,
    suppressions,
)
from validation.store.tables.repeated import (
    domain_events,
    followups,
    recurrences,
    skipped_waves,
    trends,
)
from validation.store.tables.sent import mail_events, outbox

__all__ = [
    "METADATA",
    "TABLES",
    "UtcTime",
    "assessments",
    "contacts",
    "domain_events",
    "drafts",
    "exclusions",
    "followups",
    "frame_members",
    "frames",
    "imports",
    "invitations",
    "links",
    "mail_events",
    "outbox",
    "plans",
    "questionnaires",
    "recurrences",
    "responses",
    "skipped_waves",
    "studies",
    "study_versions",
    "suppressions",
    "trends",
    "waves",
]

TABLES: dict[str, Table] = dict(METADATA.tables)
