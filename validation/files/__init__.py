"""People's files: study files, tables of answers, and the shipped library."""

from validation.files.access import write_text, writing
from validation.files.documents import write_document
from validation.files.exports import (
    Cell,
    Sheet,
    fits_sheet,
    replacing,
    write_csv,
    write_json,
    write_pages,
    write_workbook,
)
from validation.files.library import read_library, read_outlines
from validation.files.studies import read_study
from validation.files.tables import read_columns, read_table

__all__ = [
    "Cell",
    "Sheet",
    "fits_sheet",
    "read_columns",
    "read_library",
    "read_outlines",
    "read_study",
    "read_table",
    "replacing",
    "write_csv",
    "write_document",
    "write_json",
    "write_pages",
    "write_text",
    "write_workbook",
    "writing",
]
