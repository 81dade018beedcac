"""`todenna trend`: what changed from wave to wave."""

from validation.cli.clock import now
from validation.cli.output import console
from validation.settings import read_settings
from validation.steps import build_trend_of, newest_assessed, write_trend_report
from validation.store import WaveKey
from validation.trends import News, NewsKind

SENTENCES: dict[NewsKind, str | tuple[str, str]] = {
    "change_previous": ("higher than in {since}", "lower than in {since}"),
    "change_baseline": (
        "higher than in {since}, the baseline",
        "lower than in {since}, the baseline",
    ),
    "slope": ("rising since {since}", "falling since {since}"),
    "claim": "{verdict}, before {before}",
    "verdict_only": "{verdict}, before {before}, with no significant change",
    "broken": "not comparable with the waves before ({reasons})",
    "new": "answered for the first time",
}


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
        out.print(told(one), soft_wrap=True)
    if not trend.news:
        out.print("Nothing is new: no significant change, and no verdict that differs.")
    for page in write_trend_report(where, settings, now=now()):
        out.print(str(page), soft_wrap=True)
    if len(trend.waves) == 1:
        out.print("A trend needs a second wave; there is no page yet.")


def told(news: News) -> str:
    """Return one of the news in a line.

    >>> one = News(kind="slope", hypothesis="steady", wave="2014", since="2000", estimate=-0.1)
    >>> told(one)
    'steady: falling since 2000'
    """
    group = "" if news.level is None else f" ({news.segment}: {news.level})"
    shape = SENTENCES[news.kind]
    told = shape[(news.estimate or 0.0) < 0] if isinstance(shape, tuple) else shape
    return f"{news.hypothesis}{group}: " + told.format(
        since=news.since,
        verdict=news.verdict,
        before=news.verdict_before or "not judged",
        reasons=", ".join(news.reasons),
    )
