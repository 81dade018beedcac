"""Where results are kept: the store that the settings name, and the folder of a study's files."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from urllib.parse import quote

from validation.files import writing
from validation.settings import Settings
from validation.store import Store, WaveKey, open_store

# By its address, the store that is open around what is done just now.
OPENED: ContextVar[dict[str, Store] | None] = ContextVar("opened", default=None)


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """Yield the store, its folder made if it is not there; one that is open already is that one.

    A beat of the heart consists of many steps; around them the store is opened once.

    Raises:
        TodennaError: the folder cannot be made, or the database cannot be used.
    """
    around = OPENED.get() or {}
    if settings.database in around:
        yield around[settings.database]
        return
    with writing(settings.home):
        settings.home.mkdir(parents=True, exist_ok=True)
    with open_store(settings.database) as store:
        token = OPENED.set({**around, settings.database: store})
        try:
            yield store
        finally:
            OPENED.reset(token)


def place_of(settings: Settings, where: WaveKey, page: str) -> str:
    """Return where readers find a page of a wave: a web address if there is one, else its path."""
    if settings.reports is None:
        return str(folder_of(settings, where.study, where.wave) / page)
    parts = (quote(one, safe="") for one in (where.study, where.wave, page))
    return "/".join((settings.reports, *parts))


def folder_of(settings: Settings, study: str, *parts: str) -> Path:
    """Return the folder for the files of a study, made if it is not there.

    Raises:
        FileError: it cannot be made.
    """
    folder = settings.home.joinpath("studies", study, *parts)
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return folder
