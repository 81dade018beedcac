"""Fieldwork in the database: who is asked, what was sent, what was answered, what is forgotten."""

from validation.store.fielding.closing import close_drafts
from validation.store.fielding.contacts import load_contact
from validation.store.fielding.drafts import PageSave, Saving, save_pages
from validation.store.fielding.erasing import Erased, erase_contact
from validation.store.fielding.evidence import (
    Evidence,
    Settled,
    heard_until,
    save_evidence,
    settle_evidence,
)
from validation.store.fielding.followed import (
    EndCount,
    EventCount,
    KeptFollowUp,
    count_events,
    count_followups,
    load_followups,
)
from validation.store.fielding.following import (
    Happened,
    count_unlisted,
    find_due_contacts,
    load_codes,
    load_happened,
    save_followups,
)
from validation.store.fielding.frames import KeptFrame, load_frame, load_frames, save_frame
from validation.store.fielding.history import history, lock_history
from validation.store.fielding.invitations import (
    Asked,
    defer_invitations,
    drop_invitations,
    load_asked,
    load_invitation,
    load_invitations,
    load_unreminded,
    next_deferred,
    save_invitations,
)
from validation.store.fielding.links import Link, Purpose, extend_links, save_links
from validation.store.fielding.mailings import (
    Mailing,
    claim_mailings,
    queue_mailings,
    settle_mailings,
)
from validation.store.fielding.open_links import Minted, mint_invitation
from validation.store.fielding.pairing import load_people
from validation.store.fielding.progress import FieldCounts, field_counts
from validation.store.fielding.purging import (
    Purged,
    Retention,
    count_expired,
    expired_addresses,
    purge,
)
from validation.store.fielding.submitting import Submission, Submitting, submit, submit_all
from validation.store.fielding.suppression import (
    suppress,
    suppress_invited,
    suppress_linked,
    suppressed,
)
from validation.store.fielding.visits import Visit, find_visits, lock_visits
from validation.store.fielding.withdrawing import Declining, Erasing, decline, erase_answers

__all__ = [
    "Asked",
    "Declining",
    "EndCount",
    "Erased",
    "Erasing",
    "EventCount",
    "Evidence",
    "FieldCounts",
    "Happened",
    "KeptFollowUp",
    "KeptFrame",
    "Link",
    "Mailing",
    "Minted",
    "PageSave",
    "Purged",
    "Purpose",
    "Retention",
    "Saving",
    "Settled",
    "Submission",
    "Submitting",
    "Visit",
    "claim_mailings",
    "close_drafts",
    "count_events",
    "count_expired",
    "count_followups",
    "count_unlisted",
    "decline",
    "defer_invitations",
    "drop_invitations",
    "erase_answers",
    "erase_contact",
    "expired_addresses",
    "extend_links",
    "field_counts",
    "find_due_contacts",
    "find_visits",
    "heard_until",
    "history",
    "load_asked",
    "load_codes",
    "load_contact",
    "load_followups",
    "load_frame",
    "load_frames",
    "load_happened",
    "load_invitation",
    "load_invitations",
    "load_people",
    "load_unreminded",
    "lock_history",
    "lock_visits",
    "mint_invitation",
    "next_deferred",
    "purge",
    "queue_mailings",
    "save_evidence",
    "save_followups",
    "save_frame",
    "save_invitations",
    "save_links",
    "save_pages",
    "settle_evidence",
    "settle_mailings",
    "submit",
    "submit_all",
    "suppress",
    "suppress_invited",
    "suppress_linked",
    "suppressed",
]
