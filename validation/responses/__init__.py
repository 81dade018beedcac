"""Responses: from the table of a file to the analysis frame, with reasons for all left out."""

from validation.responses.building import build_frame
from validation.responses.mapping import AnswerSource, ColumnMapping, map_columns
from validation.responses.model import Counts, Exclusion, ResponseSet
from validation.responses.table import Table, Texts

__all__ = [
    "AnswerSource",
    "ColumnMapping",
    "Counts",
    "Exclusion",
    "ResponseSet",
    "Table",
    "Texts",
    "build_frame",
    "map_columns",
]
