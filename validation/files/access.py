"""Reading and writing places on a disk, with words for what can go wrong there."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from difflib import get_close_matches
from errno import EDQUOT, ENOSPC
from pathlib import Path

from validation.errors import FileError

ROOM = "one with room. Free space there and start again; what stood there before is kept."
PERMISSION = "one that you may write to. Give yourself permission, or name another place."


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what keeps a file from being read into one sentence.

    Raises:
        FileError: it is not there, is a folder, may not be read, or is no text.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise FileError(f"{path}: found no such file, must be a file. {_near(path)}") from error
    except IsADirectoryError as error:
        raise FileError(f"{path}: found a folder, must be a file. Name a file in it.") from error
    except UnicodeError as error:
        message = f"{path}: found bytes that are no UTF-8 text ({error}), must be UTF-8."
        raise FileError(f"{message} Save the file again as UTF-8.") from error
    except OSError as error:
        message = f"{path}: found a file that cannot be read ({error.strerror}), must be readable."
        raise FileError(f"{message} Check its permissions and those of its folder.") from error


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what keeps a file from being written into one sentence.

    Raises:
        FileError: the folder is not there, may not be written to, or has no room.
    """
    try:
        yield
    except OSError as error:
        found = f"{path}: found a place that cannot be written ({error.strerror or error})"
        must = ROOM if error.errno in (ENOSPC, EDQUOT) else PERMISSION
        raise FileError(f"{found}, must be {must}") from error


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8, whole or not at all.

    Raises:
        FileError: it cannot be written; what stood there before is kept then.
    """
    half = path.with_name(f".{path.name}.half")
    with writing(path):
        try:
            half.write_text(text, encoding="utf-8")
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)


def _near(path: Path) -> str:
    names: list[str] = []
    with suppress(OSError):
        names = [file.name for file in path.parent.iterdir()]
    close = get_close_matches(path.name, names, n=3)
    return f"Did you mean {' or '.join(close)}?" if close else "Check the path."
