"""Screening: which responses look careless, with evidence; it never leaves one out."""

from validation.responses.screening.judging import screen
from validation.responses.screening.model import Flag, Flags, Kind, Reason, Screening
from validation.responses.screening.patterns import note_pattern
from validation.responses.screening.traces import Paradata, Traces

__all__ = [
    "Flag",
    "Flags",
    "Kind",
    "Paradata",
    "Reason",
    "Screening",
    "Traces",
    "note_pattern",
    "screen",
]
