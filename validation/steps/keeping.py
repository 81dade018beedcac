"""Where results are kept: the store that the settings name, and the folder of a study's files."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from validation.files import writing
from validation.settings import Settings
from validation.store import Store, open_store


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """Yield the store, its folder made if it is not there.

    Raises:
        TodennaError: the folder cannot be made, or the database cannot be used.
    """
    with writing(settings.home):
        settings.home.mkdir(parents=True, exist_ok=True)
    with open_store(settings.database) as store:
        yield store


def folder_of(settings: Settings, study: str, *parts: str) -> Path:
    """Return the folder for the files of a study, made if it is not there.

    Raises:
        FileError: it cannot be made.
    """
    folder = settings.home.joinpath("studies", study, *parts)
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return folder
