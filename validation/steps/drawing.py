"""The trend of a study for pages that are not ours: what may be shown, as numbers and pictures."""

from dataclasses import dataclass
from datetime import datetime

from validation.rendering import DrawnChart, render_trend_charts
from validation.reporting import guard_series
from validation.settings import Settings
from validation.steps.keeping import opened
from validation.steps.trending import keep_trend
from validation.store import WaveKey
from validation.trends import Series

LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class DrawnTrend:
    """The waves by name, and each hypothesis in the whole audience, without small numbers."""

    waves: tuple[str, ...]
    series: tuple[Series, ...]
    charts: tuple[DrawnChart, ...]


def draw_trend(where: WaveKey, settings: Settings, *, now: datetime) -> DrawnTrend:
    """Keep the trend of a study up to a wave, and return what of it may be shown anywhere.

    Raises:
        TodennaError: the wave was not assessed with all its answers.
    """
    with opened(settings) as store, store.transaction() as connection:
        trended = keep_trend(connection, where, now=now)
    trend, material = trended.trend, trended.material
    return DrawnTrend(
        waves=tuple(one.wave for one in trend.waves),
        series=tuple(one for one in guard_series(trend, material.floor) if one.segment is None),
        charts=render_trend_charts(material, trend, LANGUAGE),
    )
