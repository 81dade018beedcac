"""Responses: from the table of a file to the analysis frame, with reasons for all left out."""

from validation.responses.agreeing import check_agrees
from validation.responses.building import build_frame
from validation.responses.exports import Aside, Export, build_export
from validation.responses.mapping import AnswerSource, ColumnMapping, map_columns
from validation.responses.model import Counts, Exclusion, ResponseSet, Sampled
from validation.responses.notation import note_answers
from validation.responses.records import Record, frame_of, records_of, texts_of
from validation.responses.screening import (
    Flag,
    FlagKind,
    FlagReason,
    Flags,
    Paradata,
    Screening,
    Traces,
    note_pattern,
    screen,
)
from validation.responses.table import Table, Texts
from validation.responses.tracing import Tracing

__all__ = [
    "AnswerSource",
    "Aside",
    "ColumnMapping",
    "Counts",
    "Exclusion",
    "Export",
    "Flag",
    "FlagKind",
    "FlagReason",
    "Flags",
    "Paradata",
    "Record",
    "ResponseSet",
    "Sampled",
    "Screening",
    "Table",
    "Texts",
    "Traces",
    "Tracing",
    "build_export",
    "build_frame",
    "check_agrees",
    "frame_of",
    "map_columns",
    "note_answers",
    "note_pattern",
    "records_of",
    "screen",
    "texts_of",
]
