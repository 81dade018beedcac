"""Write all that a wave says: its own report, and what changed since the waves before it."""

from datetime import datetime
from pathlib import Path

from validation.settings import Settings
from validation.steps.keeping import opened
from validation.steps.telling import write_report_pages
from validation.steps.trending import write_trend_pages
from validation.store import WaveKey, move_wave


def write_report(where: WaveKey, settings: Settings, *, now: datetime) -> tuple[Path, ...]:
    """Write the report of a wave that was assessed and of its trend, and return where.

    There is a page a language; of the trend none as long as there is only one wave.

    Raises:
        TodennaError: the wave was not assessed, or a page cannot be written.
    """
    with opened(settings) as store:
        # First the trend: what several waves together claim, the report has from it.
        trend = write_trend_pages(where, store, settings, now=now)
        written = write_report_pages(where, store, settings, now=now)
        with store.transaction() as connection:
            move_wave(connection, where, before="assessed", after="reported", now=now)
    return (*written, *trend)
