"""Write what a wave says as pages that stand by themselves."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from validation.files import write_text
from validation.rendering import render_report
from validation.reporting import Material, build_curve
from validation.settings import Settings
from validation.steps.judging import Wave, load_whole
from validation.steps.keeping import folder_of, opened
from validation.store import WaveKey, load_assessment, load_exclusions, move_wave
from validation.verdicts import Deviation, build_topline, deviations


def write_report(where: WaveKey, settings: Settings, *, now: datetime) -> tuple[Path, ...]:
    """Write the report of a wave that was assessed, a page a language, and return where.

    Raises:
        TodennaError: the wave was not assessed, or a page cannot be written.
    """
    with opened(settings) as store, store.transaction() as connection:
        material = load_material(connection, where, now=now)
        move_wave(connection, where, before="assessed", after="reported", now=now)
    folder = folder_of(settings, where.study, where.wave)
    pages = []
    for language in material.study.languages:
        pages.append(folder / f"report.{language}.html")
        write_text(pages[-1], render_report(material, language))
    return tuple(pages)


def load_material(connection: Connection, where: WaveKey, *, now: datetime) -> Material:
    """Return what the report of a wave is made of.

    Raises:
        TodennaError: the wave was not assessed.
    """
    wave = load_whole(connection, where)
    return Material(
        study=wave.study,
        questionnaire=wave.questionnaire,
        assessment=load_assessment(connection, where, wave.plan.plan.hash).assessment,
        toplines=tuple(build_topline(wave.frame)),
        ratings=tuple(build_curve(wave.frame, wave.questionnaire, wave.study.decision.confidence)),
        exclusions=load_exclusions(connection, where),
        deviations=_deviations(wave),
        wave=where.wave,
        day=now.date(),
    )


def _deviations(wave: Wave) -> tuple[Deviation, ...]:
    return deviations(wave.frozen.plan, wave.plan.plan)
