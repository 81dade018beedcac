"""One plain function a step of the pipeline: read, think, write; used by cli and flows alike."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a step is loaded when it is first asked for: assessing a file needs no store
    from validation.steps.assessing import Assessed, Source, assess_responses, tabulate_responses
    from validation.steps.contacting import ContactSource, KeptContacts, import_contacts
    from validation.steps.delivering import check_delivered, deliver_mail
    from validation.steps.exporting import export_wave
    from validation.steps.generating import Generated, generate_survey
    from validation.steps.importing import Imported, import_responses
    from validation.steps.judging import assess_wave
    from validation.steps.preparing import Prepared, prepare_study
    from validation.steps.previewing import preview_page, preview_text
    from validation.steps.queueing import Queued, queue_digest
    from validation.steps.simulating import Preview, Simulated, simulate_study
    from validation.steps.status import read_mail, read_status
    from validation.steps.telling import write_report

__all__ = [
    "Assessed",
    "ContactSource",
    "Generated",
    "Imported",
    "KeptContacts",
    "Prepared",
    "Preview",
    "Queued",
    "Simulated",
    "Source",
    "assess_responses",
    "assess_wave",
    "check_delivered",
    "deliver_mail",
    "export_wave",
    "generate_survey",
    "import_contacts",
    "import_responses",
    "prepare_study",
    "preview_page",
    "preview_text",
    "queue_digest",
    "read_mail",
    "read_status",
    "simulate_study",
    "tabulate_responses",
    "write_report",
]

_MODULES = {
    "assessing": ("Assessed", "Source", "assess_responses", "tabulate_responses"),
    "contacting": ("ContactSource", "KeptContacts", "import_contacts"),
    "delivering": ("check_delivered", "deliver_mail"),
    "exporting": ("export_wave",),
    "generating": ("Generated", "generate_survey"),
    "importing": ("Imported", "import_responses"),
    "judging": ("assess_wave",),
    "preparing": ("Prepared", "prepare_study"),
    "previewing": ("preview_page", "preview_text"),
    "queueing": ("Queued", "queue_digest"),
    "simulating": ("Preview", "Simulated", "simulate_study"),
    "status": ("read_mail", "read_status"),
    "telling": ("write_report",),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 (whatever is asked for)
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
