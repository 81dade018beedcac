"""Keep the answers of a file; the same file adds nothing."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from validation.responses import Counts, records_of
from validation.settings import Settings
from validation.steps.assessing import Progress, Source, read_responses
from validation.steps.generating import keep_study
from validation.steps.keeping import opened
from validation.steps.preparing import prepare_study
from validation.store import WaveKey, save_exclusions, save_responses, save_wave

ONLY_WAVE = "1"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import kept: its wave, what the file held, and how many responses were new."""

    where: WaveKey
    counts: Counts
    new: int
    notes: tuple[str, ...]


def import_responses(
    path: Path,
    source: Source,
    settings: Settings,
    *,
    now: datetime,
    progress: Progress | None = None,
) -> Imported:
    """Keep the answers of a file with their study, all of them or none.

    Raises:
        TodennaError: the study or the answers cannot be used, or nothing can be kept.
    """
    prepared = prepare_study(path)
    responses = read_responses(prepared, source, progress)
    where = WaveKey(prepared.study.study, source.wave or ONLY_WAVE)
    fingerprint = prepared.questionnaire.fingerprint
    with opened(settings) as store, store.transaction() as connection:
        keep_study(connection, prepared, now=now)
        save_wave(connection, where, fingerprint, state="closed", now=now)
        records = records_of(responses, prepared.questionnaire)
        new = save_responses(connection, where, records, questionnaire=fingerprint, now=now)
        source_hash = responses.source
        save_exclusions(connection, where, responses.exclusions, source=source_hash, now=now)
    return Imported(where, responses.counts, new, responses.notes)
