"""Write what a wave says as pages that stand by themselves."""

from datetime import datetime
from itertools import chain
from pathlib import Path

from sqlalchemy import Connection

from validation.files import write_pages
from validation.rendering import render_report
from validation.reporting import Material, build_curve
from validation.settings import Settings
from validation.steps.judging import Wave, check_current, load_whole
from validation.steps.keeping import folder_of
from validation.steps.recalling import load_verdicts
from validation.store import (
    Store,
    WaveKey,
    load_exclusions,
    load_imports,
)
from validation.study import Study
from validation.verdicts import Deviation, build_topline, deviations


def write_report_pages(
    where: WaveKey, store: Store, settings: Settings, *, now: datetime
) -> tuple[Path, ...]:
    """Write the pages of a report, and leave the wave as it is.

    Raises:
        TodennaError: the wave was not assessed, or a page cannot be written.
    """
    with store.reading() as connection:
        material = load_material(connection, where, now=now)
    languages = languages_of(material.study)
    pages = {f"report.{one}.html": render_report(material, one) for one in languages}
    return write_pages(folder_of(settings, where.study, where.wave), pages)


def languages_of(study: Study) -> tuple[str, ...]:
    """Return the languages in which a study is reported: its own, and those of its readers."""
    readers = study.digest.readers(study.study) if study.digest else ()
    read = (one.language for one in readers if one.language is not None)
    return tuple(dict.fromkeys((*study.languages, *read)))


def load_material(connection: Connection, where: WaveKey, *, now: datetime) -> Material:
    """Return what the report of a wave is made of.

    Raises:
        TodennaError: the wave was not assessed with all its answers.
    """
    wave = load_whole(connection, where)
    assessment = load_verdicts(connection, where, wave.plan.plan.hash)
    check_current(wave.kept)
    imports = load_imports(connection, where)
    return Material(
        study=wave.study,
        questionnaire=wave.questionnaire,
        assessment=assessment,
        toplines=tuple(build_topline(wave.frame)),
        ratings=tuple(build_curve(wave.frame, wave.questionnaire, wave.study.decision.confidence)),
        exclusions=load_exclusions(connection, where),
        counts=imports[0].counts if len(imports) == 1 else None,
        deviations=_deviations(wave),
        notes=tuple(dict.fromkeys(chain.from_iterable(one.notes for one in imports))),
        wave=where.wave,
        day=now.date(),
    )


def _deviations(wave: Wave) -> tuple[Deviation, ...]:
    return deviations(wave.frozen.plan, wave.plan.plan)
