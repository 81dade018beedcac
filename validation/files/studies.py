"""Study files: read, checked with every problem's line, and written."""

from pathlib import Path

from validation.errors import StudyError
from validation.files.documents import read_document
from validation.files.library import read_library, read_outlines
from validation.study import Study, parse_study


def read_study(path: Path) -> Study:
    """Return the study that stands in a file, its journey written out.

    Raises:
        FileError: the file cannot be read.
        StudyError: something is wrong; it carries every problem of the file with its line.
    """
    library = read_library()
    try:
        return parse_study(
            read_document(path), outlines=read_outlines(), scales=library.scales_written()
        )
    except StudyError as error:
        head = error.message if str(path) in error.message else f"{path}: {error.message}"
        raise StudyError(head, error.problems) from error
