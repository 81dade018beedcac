"""One plain function a step of the pipeline: read, think, write; used by cli and flows alike."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a step is loaded when it is first asked for: assessing a file needs no store
    from validation.steps.acting import Acted, act
    from validation.steps.advancing import Advanced, Due, advance_wave, advance_waves, list_due
    from validation.steps.assessing import Assessed, Source, assess_responses, tabulate_responses
    from validation.steps.changing import (
        cancel_wave,
        close_wave,
        extend_wave,
        release_step,
        skip_step,
    )
    from validation.steps.contacting import ContactSource, KeptContacts, import_contacts
    from validation.steps.delivering import check_delivered, deliver_mail
    from validation.steps.drawing import DrawnTrend, draw_trend
    from validation.steps.emitting import (
        Emitted,
        Event,
        emit_event,
        emit_events,
        keep_happenings,
        read_events,
    )
    from validation.steps.erasing import Retained, erase_person, purge_expired
    from validation.steps.exporting import export_kept, export_wave
    from validation.steps.followed import KeptEvents, show_events
    from validation.steps.following import FollowedUp, follow_up
    from validation.steps.generating import Generated, generate_survey
    from validation.steps.importing import Imported, import_responses
    from validation.steps.inviting import Reached
    from validation.steps.judging import assess_wave
    from validation.steps.launching import launch_wave
    from validation.steps.linking import open_link
    from validation.steps.listing import WaveLine, Waves, list_waves
    from validation.steps.noticing import OperatorNotice, queue_notice
    from validation.steps.planning import Launch, Launched
    from validation.steps.preparing import Prepared, prepare_study
    from validation.steps.previewing import preview_page, preview_text
    from validation.steps.progressing import Fieldwork, show_fieldwork
    from validation.steps.queueing import Queued, queue_digest
    from validation.steps.reaching import Told, tell_contacts
    from validation.steps.recalling import recall_verdicts
    from validation.steps.recurring import (
        Made,
        Recurring,
        Started,
        drop_wave,
        make_due_waves,
        release_wave,
        start_recurring,
        stop_recurring,
    )
    from validation.steps.relaying import UnsentEvent, list_unsent, mark_events_sent
    from validation.steps.reporting import write_report
    from validation.steps.settling import (
        SettledMail,
        abandon_messages,
        hold_messages,
        list_unsettled,
        release_messages,
        settle_mail,
    )
    from validation.steps.simulating import Preview, Simulated, simulate_study
    from validation.steps.status import read_mail, read_status
    from validation.steps.trending import build_trend_of, newest_assessed, write_trend_report

__all__ = [
    "Acted",
    "Advanced",
    "Assessed",
    "ContactSource",
    "DrawnTrend",
    "Due",
    "Emitted",
    "Event",
    "Fieldwork",
    "FollowedUp",
    "Generated",
    "Imported",
    "KeptContacts",
    "KeptEvents",
    "Launch",
    "Launched",
    "Made",
    "OperatorNotice",
    "Prepared",
    "Preview",
    "Queued",
    "Reached",
    "Recurring",
    "Retained",
    "SettledMail",
    "Simulated",
    "Source",
    "Started",
    "Told",
    "UnsentEvent",
    "WaveLine",
    "Waves",
    "abandon_messages",
    "act",
    "advance_wave",
    "advance_waves",
    "assess_responses",
    "assess_wave",
    "build_trend_of",
    "cancel_wave",
    "check_delivered",
    "close_wave",
    "deliver_mail",
    "draw_trend",
    "drop_wave",
    "emit_event",
    "emit_events",
    "erase_person",
    "export_kept",
    "export_wave",
    "extend_wave",
    "follow_up",
    "generate_survey",
    "hold_messages",
    "import_contacts",
    "import_responses",
    "keep_happenings",
    "launch_wave",
    "list_due",
    "list_unsent",
    "list_unsettled",
    "list_waves",
    "make_due_waves",
    "mark_events_sent",
    "newest_assessed",
    "open_link",
    "prepare_study",
    "preview_page",
    "preview_text",
    "purge_expired",
    "queue_digest",
    "queue_notice",
    "read_events",
    "read_mail",
    "read_status",
    "recall_verdicts",
    "release_messages",
    "release_step",
    "release_wave",
    "settle_mail",
    "show_events",
    "show_fieldwork",
    "simulate_study",
    "skip_step",
    "start_recurring",
    "stop_recurring",
    "tabulate_responses",
    "tell_contacts",
    "write_report",
    "write_trend_report",
]

_MODULES = {
    "acting": ("Acted", "act"),
    "advancing": ("Advanced", "Due", "advance_wave", "advance_waves", "list_due"),
    "assessing": ("Assessed", "Source", "assess_responses", "tabulate_responses"),
    "changing": ("cancel_wave", "close_wave", "extend_wave", "release_step", "skip_step"),
    "contacting": ("ContactSource", "KeptContacts", "import_contacts"),
    "delivering": ("check_delivered", "deliver_mail"),
    "drawing": ("DrawnTrend", "draw_trend"),
    "emitting": ("Emitted", "Event", "emit_event", "emit_events", "keep_happenings", "read_events"),
    "erasing": ("Retained", "erase_person", "purge_expired"),
    "exporting": ("export_kept", "export_wave"),
    "followed": ("KeptEvents", "show_events"),
    "following": ("FollowedUp", "follow_up"),
    "generating": ("Generated", "generate_survey"),
    "importing": ("Imported", "import_responses"),
    "inviting": ("Reached",),
    "judging": ("assess_wave",),
    "launching": ("launch_wave",),
    "linking": ("open_link",),
    "noticing": ("OperatorNotice", "queue_notice"),
    "listing": ("WaveLine", "Waves", "list_waves"),
    "planning": ("Launch", "Launched"),
    "preparing": ("Prepared", "prepare_study"),
    "previewing": ("preview_page", "preview_text"),
    "progressing": ("Fieldwork", "show_fieldwork"),
    "queueing": ("Queued", "queue_digest"),
    "reaching": ("Told", "tell_contacts"),
    "recalling": ("recall_verdicts",),
    "relaying": ("UnsentEvent", "list_unsent", "mark_events_sent"),
    "recurring": (
        "Made",
        "Recurring",
        "Started",
        "drop_wave",
        "make_due_waves",
        "release_wave",
        "start_recurring",
        "stop_recurring",
    ),
    "reporting": ("write_report",),
    "settling": (
        "SettledMail",
        "abandon_messages",
        "hold_messages",
        "list_unsettled",
        "open_link",
        "release_messages",
        "settle_mail",
    ),
    "simulating": ("Preview", "Simulated", "simulate_study"),
    "status": ("read_mail", "read_status"),
    "trending": ("build_trend_of", "newest_assessed", "write_trend_report"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 (whatever is asked for)
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
