"""The database: documents go in and come out, in transactions that hold whole or not at all."""

from validation.store.assessments import (
    KeptAssessment,
    load_assessment,
    load_assessments,
    save_assessment,
)
from validation.store.events import DomainEvent, load_events, save_event, settle_event
from validation.store.imports import KeptImport, clear_wave, load_imports, save_import
from validation.store.opening import Store, open_store
from validation.store.outbox import (
    KeptMessage,
    OutboxMessage,
    OutboxState,
    claim_messages,
    expire_claims,
    load_messages,
    load_told,
    queue_message,
    settle_message,
)
from validation.store.plans import KeptPlan, load_plan, load_plans, save_plan
from validation.store.responses import (
    Saved,
    drop_exclusions,
    load_exclusions,
    load_records,
    save_exclusions,
    save_responses,
)
from validation.store.status import StudySummary, Summary, WaveSummary, summary
from validation.store.studies import (
    load_questionnaire,
    load_study,
    save_questionnaire,
    save_study,
)
from validation.store.waves import KeptWave, WaveKey, load_wave, load_waves, move_wave, save_wave

__all__ = [
    "DomainEvent",
    "KeptAssessment",
    "KeptImport",
    "KeptMessage",
    "KeptPlan",
    "KeptWave",
    "OutboxMessage",
    "OutboxState",
    "Saved",
    "Store",
    "StudySummary",
    "Summary",
    "WaveKey",
    "WaveSummary",
    "claim_messages",
    "clear_wave",
    "drop_exclusions",
    "expire_claims",
    "load_assessment",
    "load_assessments",
    "load_events",
    "load_exclusions",
    "load_imports",
    "load_messages",
    "load_plan",
    "load_plans",
    "load_questionnaire",
    "load_records",
    "load_study",
    "load_told",
    "load_wave",
    "load_waves",
    "move_wave",
    "open_store",
    "queue_message",
    "save_assessment",
    "save_event",
    "save_exclusions",
    "save_import",
    "save_plan",
    "save_questionnaire",
    "save_responses",
    "save_study",
    "save_wave",
    "settle_event",
    "settle_message",
    "summary",
]
