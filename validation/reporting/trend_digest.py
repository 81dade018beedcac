"""What an e-mail tells of a later wave: what changed, first; and two lines where nothing did."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from validation.reporting.digest import (
    LONGEST_PREHEADER,
    LONGEST_TITLE,
    MOST_ROWS,
    Place,
    place_of,
    stop_of,
)
from validation.reporting.digest_rows import LONGEST_STATEMENT, cut
from validation.reporting.formatting import Words
from validation.reporting.material import Material
from validation.reporting.model import Chart
from validation.reporting.setting import Setting
from validation.reporting.trend_building import (
    about_of,
    budget_words,
    causal_notes,
    headline_of,
    title_of,
)
from validation.reporting.trend_charts import chart_of
from validation.reporting.trend_model import Told
from validation.reporting.trend_setting import TrendSetting
from validation.reporting.trend_told import build_together, count_changed, is_change
from validation.trends import News, Trend
from validation.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class TrendDigest:
    """All that an e-mail about a later wave says, in one language.

    `told` has what changed first, and stands for the whole mail but `stands` if it is empty.
    """

    language: str
    subject: str
    preheader: str
    title: str
    about: str
    headline: str
    told: tuple[Told, ...]
    more: str
    stands: str
    chart: Chart | None
    chart_says: str
    cautions: tuple[str, ...]
    report: Place | None
    why: tuple[str, ...]
    stop: Place | None


def build_trend_digest(
    material: Material,
    trend: Trend,
    words: Words,
    *,
    report: str | None = None,
    stop: str | None = None,
) -> TrendDigest:
    """Return what an e-mail tells of a later wave.

    Args:
        material: the documents of the newest wave.
        trend: all waves lined up.
        words: those of the report, the digest and the trend, in the language of the reader.
        report: where the whole report is, a web address or the path of a file.
        stop: the web address at which the reader may end these mails, or a place for it.
    """
    setting = TrendSetting(Setting(material, words), trend)
    news = sorted(setting.guard.news(), key=lambda one: not is_change(one))
    told = build_together(news, setting)
    headline = headline_of(count_changed(news), setting)
    chart = _chart(news, setting)
    title = title_of(setting)
    named = {"headline": headline, "title": cut(title, LONGEST_TITLE)}
    stands = _stands(setting)
    return TrendDigest(
        language=words.language,
        subject=" ".join(words("trend_subject", **named).split()),
        preheader=_preheader(told, stands, setting),
        title=cut(title, LONGEST_STATEMENT),
        about=" · ".join(about_of(setting)),
        headline=headline,
        told=told[:MOST_ROWS],
        more=_more(len(told) - MOST_ROWS, setting),
        stands=stands if told else f"{_nothing(setting)} {stands}",
        chart=chart,
        chart_says=_chart_says(chart, setting),
        cautions=(*causal_notes(setting), next(budget_words(setting))) if told else (),
        report=place_of(report, words),
        why=tuple(_why(setting)),
        stop=stop_of(stop, words),
    )


def _nothing(setting: TrendSetting) -> str:
    waves = setting.trend.waves
    return setting.words("nothing_changed", since=waves[max(len(waves) - 2, 0)].wave)


def _stands(setting: TrendSetting) -> str:
    counts = Counter(line.verdict.verdict for line in setting.setting.lines)
    told = {str(one).replace(" ", "_"): setting.numerals.integer(counts[one]) for one in Verdict}
    n = setting.numerals.integer(setting.setting.material.assessment.n)
    return setting.words("stands_now", n=n, **told)


def _preheader(told: Sequence[Told], stands: str, setting: TrendSetting) -> str:
    if not told:
        return cut(stands, LONGEST_PREHEADER)
    first = told[0]
    said = setting.words("trend_preheader", says=first.says, sentence=first.sentence)
    return cut(said, LONGEST_PREHEADER)


def _more(rest: int, setting: TrendSetting) -> str:
    if rest <= 0:
        return ""
    count = setting.numerals.integer(rest)
    return setting.words("trend_more_one" if rest == 1 else "trend_more_other", count=count)


def _chart(news: Sequence[News], setting: TrendSetting) -> Chart | None:
    """Return the series of the first change that can be drawn."""
    for one in filter(is_change, news):
        series = setting.trend.line(one.hypothesis, one.segment, one.level)
        chart = None if series is None else chart_of(series, setting)
        if chart is not None:
            return chart
    return None


def _chart_says(chart: Chart | None, setting: TrendSetting) -> str:
    if chart is None:
        return ""
    return setting.words("trend_chart_says", title=chart.title, conclusion=chart.conclusion)


def _why(setting: TrendSetting) -> Iterator[str]:
    yield setting.words("why", title=cut(title_of(setting), LONGEST_STATEMENT))
    plan = setting.setting.material.study.digest
    if plan is not None:
        yield setting.words(f"how_often_{plan.send}")
