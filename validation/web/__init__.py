"""The pages of respondents, and the doors for mail services: read, call the core, write."""

from validation.web.app import Clocks, build_app, build_preview
from validation.web.limits import Limits, Rate
from validation.web.serving import listen, run_server, serving, take_turns

__all__ = [
    "Clocks",
    "Limits",
    "Rate",
    "build_app",
    "build_preview",
    "listen",
    "run_server",
    "serving",
    "take_turns",
]
