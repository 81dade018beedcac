"""`todenna trend`: what changed from wave to wave."""

from validation.cli.clock import now
from validation.cli.output import console
from validation.settings import read_settings
from validation.steps import build_trend_of, newest_assessed, write_trend_report
from validation.store import WaveKey
from validation.trends import News


def show_trend(study: str, wave: str | None) -> None:
    """Write the trend report up to a wave, and print what is new and where the pages are.

    Raises:
        TodennaError: no wave was assessed, or the waves cannot be lined up.
    """
    settings = read_settings()
    where = newest_assessed(study, settings) if wave is None else WaveKey(study, wave)
    trend = build_trend_of(where, settings, now=now())
    out = console()
    noun = "wave" if len(trend.waves) == 1 else "waves"
    out.print(f"{len(trend.waves)} {noun} up to {where.wave}.")
    for one in trend.news:
        out.print(_told(one), soft_wrap=True)
    if not trend.news:
        out.print("Nothing is new: no significant change, and no verdict that differs.")
    for page in write_trend_report(where, settings, now=now()):
        out.print(str(page), soft_wrap=True)
    if len(trend.waves) == 1:
        out.print("A trend needs a second wave; there is no page yet.")


def _told(news: News) -> str:
    group = "" if news.level is None else f" ({news.segment}: {news.level})"
    since = "" if news.since is None else f" since {news.since}"
    return f"{news.hypothesis}{group}: {news.kind.replace('_', ' ')}{since}"
