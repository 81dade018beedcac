"""The news of a wave in sentences: what changed first, then what else is new."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from validation.reporting.trend_model import Told
from validation.reporting.trend_setting import TrendSetting
from validation.trends import News, NewsKind, Point, Series

CHANGES: frozenset[NewsKind] = frozenset({"change_previous", "change_baseline", "slope", "claim"})
SIGNS: dict[NewsKind, str] = {"claim": "◆", "verdict_only": "=", "broken": "┆", "new": "＋"}


def is_change(news: News) -> bool:
    """Say whether news is that something changed, rather than that it is told otherwise."""
    return news.kind in CHANGES


def build_told(news: Sequence[News], setting: TrendSetting) -> tuple[Told, ...]:
    """Return each of the news as a sentence, in the order given."""
    return tuple(one for each in news if (one := _told(each, setting)) is not None)


def build_together(news: Sequence[News], setting: TrendSetting) -> tuple[Told, ...]:
    """Return one sentence for each hypothesis that changed, and one for each that did not.

    What else is news of the same hypothesis, such as in its groups, stands beside it in few words.
    """
    together: dict[tuple[str, bool], list[News]] = {}
    for one in news:
        together.setdefault((one.hypothesis, is_change(one)), []).append(one)
    found = []
    for first, *others in together.values():
        told = _told(first, setting)
        if told is not None:
            also = ", ".join(dict.fromkeys(_in_short(one, setting) for one in others))
            found.append(
                replace(told, also=setting.words("told_also", others=also) if also else "")
            )
    return tuple(found)


def _in_short(news: News, setting: TrendSetting) -> str:
    series = setting.trend.line(news.hypothesis, news.segment, news.level)
    group = setting.group(news.segment, news.level) or setting.words("whole_audience")
    if series is None or not news.kind.startswith("change"):
        word = setting.words(f"word_{news.kind}")
        return setting.words("told_other_group", group=group, word=word)
    change = setting.change(news.estimate, series)
    return setting.words("told_other", group=group, change=change, since=news.since or "")


def _told(news: News, setting: TrendSetting) -> Told | None:
    line = setting.line(news.hypothesis)
    series = setting.trend.line(news.hypothesis, news.segment, news.level)
    if line is None or (news.kind in MEASURED and series is None):
        return None
    title = setting.setting.labels.item(news.segment) if news.segment else ""
    level = setting.group(news.segment, news.level)
    return Told(
        sign=_sign(news),
        says=setting.setting.labels.say(line.hypothesis.says),
        about=setting.words("in_group", title=title, level=level) if level else "",
        sentence=SENTENCES[news.kind](news, series, setting),
        number=line.number,
        change=is_change(news),
    )


def _sign(news: News) -> str:
    if news.kind in SIGNS:
        return SIGNS[news.kind]
    return "▲" if (news.estimate or 0.0) > 0 else "▼"


def _measured(news: News, series: Series | None, setting: TrendSetting) -> str:
    if series is None:
        return ""
    side = "up" if (news.estimate or 0.0) > 0 else "down"
    points = {one.wave: one for one in setting.guard.points(series)}
    return setting.words(
        f"told_{news.kind}_{side}",
        since=news.since or "",
        before=_figure(points.get(news.since or ""), series, setting),
        after=_figure(points.get(news.wave), series, setting),
        change=setting.change(news.estimate, series),
        interval=_interval(news, series, setting),
    )


def _figure(point: Point | None, series: Series, setting: TrendSetting) -> str:
    return setting.figure(None if point is None else point.estimate, series)


def _interval(news: News, series: Series, setting: TrendSetting) -> str:
    if news.ci_low is None or news.ci_high is None:
        return setting.figure(None, series)
    return setting.change_interval((news.ci_low, news.ci_high), series)


def _judged(news: News, series: Series | None, setting: TrendSetting) -> str:
    del series
    was, now = setting.verdict(news.verdict_before), setting.verdict(news.verdict)
    return setting.words(f"told_{news.kind}", was=was, now=now)


def _broken(news: News, series: Series | None, setting: TrendSetting) -> str:
    del series
    reasons = setting.reasons(news.reasons)
    return setting.words(f"told_{news.kind}", wave=news.wave, reasons=reasons)


MEASURED: frozenset[NewsKind] = frozenset({"change_previous", "change_baseline", "slope"})
SENTENCES: dict[NewsKind, Callable[[News, Series | None, TrendSetting], str]] = {
    "change_previous": _measured,
    "change_baseline": _measured,
    "slope": _measured,
    "claim": _judged,
    "verdict_only": _judged,
    "broken": _broken,
    "new": _broken,
}
