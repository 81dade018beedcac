"""The pages of respondents, and the doors for mail services: read, call the core, write."""

from validation.web.limits import Limits, Rate
from validation.web.serving import run_server

__all__ = ["Limits", "Rate", "run_server"]
