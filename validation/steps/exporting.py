"""Write a wave out for the researcher: responses with weights and codebook, and verdicts."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from validation.files import (
    Cell,
    Sheet,
    fits_sheet,
    replacing,
    write_csv,
    write_json,
    write_workbook,
)
from validation.rendering import wording
from validation.reporting import Floor
from validation.responses import Aside, Export, build_export, frame_of
from validation.settings import Settings
from validation.steps.judging import assess_wave, check_current, load_planned_for
from validation.steps.keeping import opened
from validation.steps.recalling import load_verdicts
from validation.steps.trending import build_trend_of
from validation.store import (
    WaveKey,
    load_questionnaire,
    load_records,
    load_study,
    load_wave,
)
from validation.verdicts import Assessment
from validation.weighting import weigh

CSV = "respondents.csv"
XLSX = "respondents.xlsx"
NAMES = (CSV, XLSX, "codebook.csv", "verdicts.csv", "verdicts.json")
TOLD = ("id", "says", "kind", "stage", "aspect", "persona")
FIGURES = (
    "verdict",
    "estimate",
    "se",
    "df",
    "ci_low",
    "ci_high",
    "p_value",
    "p_adjusted",
    "n",
    "n_effective",
    "deff",
    "interval",
)
EFFECT = {
    "effect_size": "name",
    "effect": "value",
    "effect_low": "ci_low",
    "effect_high": "ci_high",
}
CLAIMED = ("unit", "low", "high", "smallest_effect")
WHOLE = ("wide", "answers_needed")


def export_kept(
    where: WaveKey, folder: Path, settings: Settings, *, now: datetime
) -> tuple[Path, ...]:
    """Assess a wave and write its responses and verdicts; of a pilot the responses alone.

    Raises:
        TodennaError: the wave cannot be assessed, or the folder cannot be written.
    """
    with opened(settings) as store, store.reading() as connection:
        kept = load_wave(connection, where)
    if kept.terms is not None and kept.terms.pilot:
        return export_responses(where, folder, settings)
    assess_wave(where, settings, now=now)
    # What several waves together claim, the verdicts have from the trend: it rests on all answers.
    build_trend_of(where, settings, now=now)
    return export_wave(where, folder, settings)


def export_responses(where: WaveKey, folder: Path, settings: Settings) -> tuple[Path, ...]:
    """Write the responses of a wave, not weighted, without any verdict; return the files.

    Raises:
        TodennaError: nobody answered, or the folder cannot be written.
    """
    with opened(settings) as store, store.reading() as connection:
        kept = load_wave(connection, where)
        questionnaire = load_questionnaire(connection, kept.questionnaire)
        aside = Aside.of(questionnaire)
        records = aside.noted(load_records(connection, where))
        frame = frame_of(records, questionnaire, load_study(connection, where.study))
    export = build_export(questionnaire, frame, frame.design.weights, aside)
    codebook = _codebook(export)
    with replacing(folder, *NAMES[:3]) as (responses, workbook, meanings):
        write_csv(responses, chain([export.header()], export.rows()))
        write_workbook(workbook, _sheets(export, codebook))
        write_csv(meanings, codebook)
    return tuple(folder / name for name in NAMES[:3])


def export_wave(where: WaveKey, folder: Path, settings: Settings) -> tuple[Path, ...]:
    """Write the responses of an assessed wave and its verdicts into a folder; return the files.

    The responses are those of single people, whole and uncut, for the researcher alone.

    Raises:
        TodennaError: the wave was not assessed with all its responses, or the folder cannot be
            written; what stood there before is kept then.
    """
    with opened(settings) as store, store.reading() as connection:
        export, assessment = _load(connection, where)
    languages = export.questionnaire.languages
    codebook = _codebook(export)
    verdicts = _as_object(assessment, where)
    with replacing(folder, *NAMES) as (responses, workbook, meanings, table, document):
        write_csv(responses, chain([export.header()], export.rows()))
        write_workbook(workbook, _sheets(export, codebook))
        write_csv(meanings, codebook)
        write_csv(table, _verdict_rows(assessment, verdicts, languages))
        write_json(document, verdicts)
    return tuple(folder / name for name in NAMES)


def _load(connection: Connection, where: WaveKey) -> tuple[Export, Assessment]:
    kept = load_wave(connection, where)
    study, plans = load_planned_for(connection, kept)
    questionnaire = load_questionnaire(connection, kept.questionnaire)
    assessment = load_verdicts(connection, where, plans[-1].plan.hash)
    check_current(kept)
    aside = Aside.of(questionnaire)
    frame = frame_of(aside.noted(load_records(connection, where)), questionnaire, study)
    weighted, _ = weigh(frame, study.audience.margins)
    return build_export(questionnaire, weighted, frame.design.weights, aside), assessment


def _codebook(export: Export) -> list[tuple[str, ...]]:
    texts = wording("codebook", export.questionnaire.languages[0]).texts
    return list(export.codebook(texts, minimum=Floor().minimum))


def _sheets(export: Export, codebook: list[tuple[str, ...]]) -> Iterator[Sheet]:
    header = export.header()
    if fits_sheet(export.n + 1, len(header)):
        yield Sheet("respondents", chain([header], export.rows()))
    else:
        size = f"{export.n} responses in {len(header)} columns"
        yield Sheet("respondents", [[f"{size} do not fit into a sheet: see {CSV}."]])
    yield Sheet("codebook", codebook)


def _as_object(assessment: Assessment, where: WaveKey) -> dict[str, Any]:
    # Written as JSON and read again, numbers that are not finite become null.
    content: dict[str, Any] = json.loads(assessment.model_dump_json())
    return {"wave": where.wave, **content}


def _verdict_rows(
    assessment: Assessment, written: Mapping[str, Any], languages: tuple[str, ...]
) -> Iterator[list[Cell]]:
    yield ["wave", *TOLD, "segment", "level", *FIGURES, *EFFECT, *CLAIMED, *WHOLE]
    for hypothesis, content in zip(assessment.hypotheses, written["hypotheses"], strict=True):
        told = content | {"says": hypothesis.says.within(*languages)}
        head = [written["wave"], *(told[name] for name in TOLD)]
        claimed = [told[name] for name in CLAIMED]
        figures = _figures(content)
        whole = [str(content["wide"]).lower(), content["answers_needed"]]
        yield [*head, None, None, *figures, *claimed, *whole]
        for segment in content["segments"]:
            place = [segment["variable"], segment["level"]]
            yield [*head, *place, *_figures(segment), *claimed, None, None]


def _figures(content: Mapping[str, Any]) -> list[Cell]:
    effect = content["effect_size"] or {}
    return [*(content[name] for name in FIGURES), *(effect.get(name) for name in EFFECT.values())]
