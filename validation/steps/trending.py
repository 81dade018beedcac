"""Line the waves of a study up, keep their trend, and write what it says."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from validation.claims import Frame
from validation.errors import StoreError
from validation.fieldwork import day_of, step_of
from validation.files import write_pages
from validation.questionnaire import Questionnaire
from validation.rendering import render_trend
from validation.reporting import Material
from validation.responses import frame_of
from validation.settings import Settings
from validation.steps.judging import check_current, check_real
from validation.steps.keeping import folder_of, opened
from validation.steps.telling import languages_of
from validation.store import (
    KeptAssessment,
    KeptWave,
    Store,
    WaveKey,
    load_assessment,
    load_assessments,
    load_people,
    load_questionnaire,
    load_records,
    load_study,
    load_trend,
    load_wave,
    load_waves,
    save_trend,
)
from validation.study import Study
from validation.trends import Trend, WaveMaterial, build_trend, complete_assessment
from validation.weighting import weigh

JUDGED = frozenset({"assessed", "reported"})


@dataclass(frozen=True, slots=True)
class Trended:
    """A trend with the documents of its newest wave."""

    trend: Trend
    material: Material

    @property
    def is_one(self) -> bool:
        """Whether there are two waves or more, so that something can have changed."""
        return len(self.trend.waves) > 1


def build_trend_of(where: WaveKey, settings: Settings, *, now: datetime) -> Trend:
    """Keep and return the trend of a study up to a wave; built again, it adds nothing.

    Raises:
        TodennaError: the wave was not assessed with all its answers.
    """
    with opened(settings) as store, store.transaction() as connection:
        return keep_trend(connection, where, now=now).trend


def write_trend_report(where: WaveKey, settings: Settings, *, now: datetime) -> tuple[Path, ...]:
    """Write the report of a trend up to a wave, a page a language, and return where.

    Raises:
        TodennaError: the wave was not assessed, or a page cannot be written.
    """
    with opened(settings) as store:
        return write_trend_pages(where, store, settings, now=now)


def write_trend_pages(
    where: WaveKey, store: Store, settings: Settings, *, now: datetime
) -> tuple[Path, ...]:
    """Write the pages of a trend, none as long as there is only one wave.

    Raises:
        TodennaError: the wave was not assessed, or a page cannot be written.
    """
    with store.transaction() as connection:
        trended = keep_trend(connection, where, now=now)
    if not trended.is_one:
        return ()
    pages = {
        f"trend.{one}.html": render_trend(trended.material, trended.trend, one)
        for one in languages_of(trended.material.study)
    }
    return write_pages(folder_of(settings, where.study, where.wave), pages)


def keep_trend(connection: Connection, where: WaveKey, *, now: datetime) -> Trended:
    """Keep the trend up to a wave, and return it with the documents of that wave.

    What was decided when the wave before was reported stays decided.

    Raises:
        TodennaError: the wave was not assessed with all its answers.
    """
    newest = load_wave(connection, where)
    check_real(newest)
    latest = load_assessment(connection, where).assessment
    check_current(newest)
    study = load_study(connection, where.study)
    assessed = _assessed(connection, where.study)
    waves = line_up(load_waves(connection, where.study), newest, set(assessed))
    material = tuple(_material(connection, waves, study, assessed))
    before = load_trend(connection, waves[-2].where) if len(waves) > 1 else None
    trend = build_trend(study, material, before=before)
    save_trend(connection, where, trend, plan_hash=latest.plan_hash, now=now)
    told = Material(
        study=study,
        questionnaire=material[-1].questionnaire,
        assessment=complete_assessment(latest, trend, where.wave),
        toplines=(),
        wave=where.wave,
        day=now.date(),
    )
    return Trended(trend, told)


def newest_assessed(study: str, settings: Settings) -> WaveKey:
    """Return the newest wave of a study that was assessed with all its answers.

    Raises:
        StoreError: there is none.
    """
    with opened(settings) as store, store.reading() as connection:
        kept = [one for one in load_waves(connection, study) if one.state in JUDGED]
    if not kept:
        must = "must have one at least"
        message = f"trend of study {study}: found no wave that was assessed, {must}."
        raise StoreError(f"{message} Assess one: todenna report {study} --wave NAME.")
    return max(kept, key=lambda one: (wave_day(one), one.where.wave)).where


def line_up(
    waves: Sequence[KeptWave], newest: KeptWave, assessed: set[str]
) -> tuple[KeptWave, ...]:
    """Return the waves up to the newest that were assessed as it was, the oldest first.

    After an event only waves of the same step ask as long after it; a pilot is no wave of a trend.
    """
    where = newest.where
    step = step_of(where.wave)
    last = (wave_day(newest), where.wave)
    found = [
        one
        for one in waves
        if one.where.wave in assessed
        and (one.where == where or one.state in JUDGED)
        and not (one.terms and one.terms.pilot)
        and step_of(one.where.wave) == step
        and (wave_day(one), one.where.wave) <= last
    ]
    return tuple(sorted(found, key=lambda one: (wave_day(one), one.where.wave)))


def wave_day(kept: KeptWave) -> date:
    """Return the day of a wave: when it was due or opened, else what its name says."""
    terms = kept.terms
    if terms is not None:
        moment = kept.occasion.due_at or terms.opens_at
        return moment.astimezone(ZoneInfo(terms.zone)).date()
    moments = (kept.closed_at, kept.imported_at, kept.first_response_at)
    known = next((one.date() for one in moments if one is not None), date.min)
    return day_of(kept.where.wave) or known


def _assessed(connection: Connection, study: str) -> dict[str, KeptAssessment]:
    """Return the last verdicts of each wave."""
    return {one.where.wave: one for one in load_assessments(connection, study)}


def _material(
    connection: Connection,
    waves: Sequence[KeptWave],
    study: Study,
    assessed: dict[str, KeptAssessment],
) -> Iterator[WaveMaterial]:
    asked: dict[str, Questionnaire] = {}
    paired = _paired({one.where.wave: load_people(connection, one.where) for one in waves})
    # What several waves together claim stands in no verdict of one of them.
    again = any(one.claim.over_waves for one in study.hypotheses)
    for one in waves:
        if one.questionnaire not in asked:
            asked[one.questionnaire] = load_questionnaire(connection, one.questionnaire)
        questionnaire = asked[one.questionnaire]
        people = paired.get(one.where.wave)
        yield WaveMaterial(
            wave=one.where.wave,
            at=wave_day(one),
            questionnaire=questionnaire,
            frame=_frame(connection, one, questionnaire, study) if people or again else None,
            assessment=assessed[one.where.wave].assessment,
            people=people,
            mode=one.terms.mode if one.terms else "import",
            sample=study.audience.sample,
            phase=one.occasion.phase,
            baseline=one.occasion.baseline,
        )


def _paired(people: Mapping[str, tuple[int, ...] | None]) -> dict[str, tuple[int, ...]]:
    """Return who answered in the waves that share people with another; only these are read again.

    What a wave of other people says stands in its verdicts.
    """
    known = {wave: keys for wave, keys in people.items() if keys is not None}
    times = Counter(key for keys in known.values() for key in {*keys})
    return {wave: keys for wave, keys in known.items() if any(times[key] > 1 for key in {*keys})}


def _frame(
    connection: Connection, kept: KeptWave, questionnaire: Questionnaire, study: Study
) -> Frame:
    answers = frame_of(load_records(connection, kept.where), questionnaire, study)
    return weigh(answers, study.audience.margins)[0]
