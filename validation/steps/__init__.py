"""One plain function a step of the pipeline: read, think, write; used by cli and flows alike."""

from validation.steps.assessing import Assessed, Source, assess_responses, tabulate_responses
from validation.steps.preparing import Prepared, prepare_study
from validation.steps.previewing import preview_page, preview_text

__all__ = [
    "Assessed",
    "Prepared",
    "Source",
    "assess_responses",
    "prepare_study",
    "preview_page",
    "preview_text",
    "tabulate_responses",
]
