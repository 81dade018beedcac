"""Keep a study with its questionnaire and plan, and write the questionnaire as pages."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from validation.files import write_pages
from validation.settings import Settings
from validation.steps.keeping import folder_of, opened
from validation.steps.preparing import Prepared, prepare_study
from validation.steps.previewing import preview_page
from validation.store import save_plan, save_questionnaire, save_study


@dataclass(frozen=True, slots=True)
class Generated:
    """A study that is kept: its version, its plan, and a page of its questionnaire a language."""

    study: str
    version: int
    plan_hash: str
    pages: tuple[Path, ...]


def generate_survey(path: Path, settings: Settings, *, now: datetime) -> Generated:
    """Keep the study of a file and return what was made of it; the same file adds nothing.

    The plan is frozen here: kept before the first answer, it stands before the data.

    Raises:
        TodennaError: the study cannot be used, or nothing can be kept or written.
    """
    prepared = prepare_study(path)
    with opened(settings) as store, store.transaction() as connection:
        version = keep_study(connection, prepared, now=now)
    folder = folder_of(settings, prepared.study.study, "questionnaire")
    languages = prepared.study.languages
    pages = write_pages(folder, {f"{one}.html": preview_page(prepared, one) for one in languages})
    return Generated(prepared.study.study, version, prepared.plan.hash, pages)


def keep_study(connection: Connection, prepared: Prepared, *, now: datetime) -> int:
    """Keep a study, its questionnaire and its plan, and return the number of its version."""
    version = save_study(connection, prepared.study, plan_hash=prepared.plan.hash, now=now)
    save_questionnaire(connection, prepared.questionnaire, now=now)
    save_plan(connection, prepared.plan, made_at=now)
    return version
