"""Screening: which responses look careless, with evidence; it never leaves one out."""

from validation.responses.screening.judging import screen
from validation.responses.screening.model import Flag, FlagKind, FlagReason, Flags, Screening
from validation.responses.screening.patterns import note_pattern
from validation.responses.screening.traces import Paradata, Traces

__all__ = [
    "Flag",
    "FlagKind",
    "FlagReason",
    "Flags",
    "Paradata",
    "Screening",
    "Traces",
    "note_pattern",
    "screen",
]
