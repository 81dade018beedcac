"""The news of a wave in sentences: what changed first, then what else is new."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from validation.reporting.trend_model import Told
from validation.reporting.trend_setting import TrendSetting
from validation.trends import News, NewsKind, Point, Series

CHANGES: frozenset[NewsKind] = frozenset({"change_previous", "change_baseline", "slope", "claim"})
MOST_ALSO = 5
BETWEEN_NUMBERS, HYPHEN = re.compile(r"(?<=\d)-(?=\d)"), "\u2011"  # 25-44 stays on one line
SIGNS: dict[NewsKind, str] = {"claim": "◆", "verdict_only": "=", "broken": "┆", "new": "＋"}


def is_change(news: News) -> bool:
    """Say whether news is that something changed, rather than that it is told otherwise."""
    return news.kind in CHANGES


def build_told(news: Sequence[News], setting: TrendSetting) -> tuple[Told, ...]:
    """Return each of the news as a sentence, in the order given."""
    return tuple(one for each in news if (one := _told(each, setting)) is not None)


def count_changed(news: Iterable[News]) -> int:
    """Return in how many hypotheses something changed."""
    return len({one.hypothesis for one in news if is_change(one)})


def build_together(
    news: Sequence[News], setting: TrendSetting, *, most: int = MOST_ALSO
) -> tuple[Told, ...]:
    """Return one sentence for each hypothesis that changed, and one for each that did not.

    What else is news of the same hypothesis, such as in its groups, stands beside it in few words:
    of each group what comes first, of no more groups than `most`.
    """
    together: dict[tuple[str, bool], list[News]] = {}
    for one in news:
        together.setdefault((one.hypothesis, is_change(one)), []).append(one)
    found = []
    for first, *others in together.values():
        told = _told(first, setting)
        if told is not None:
            found.append(replace(told, also=_also(others, setting, most)))
    return tuple(found)


def _also(others: Sequence[News], setting: TrendSetting, most: int) -> str:
    """Return what else is news: the claim first, then the whole, then its groups."""
    ranked = sorted(others, key=lambda one: (one.kind != "claim", one.level is not None))
    groups: dict[tuple[bool, str | None, str | None], str] = {}
    for one in ranked:
        groups.setdefault((one.kind == "claim", one.segment, one.level), _in_short(one, setting))
    told = list(groups.values())
    if not told:
        return ""
    rest = len(told) - most
    if rest > 0:
        told[most:] = [setting.words("told_also_more", count=setting.numerals.integer(rest))]
    return setting.words("told_also", others="; ".join(told))


def _in_short(news: News, setting: TrendSetting) -> str:
    series = setting.trend.line(news.hypothesis, news.segment, news.level)
    group = setting.group(news.segment, news.level) or setting.words("whole_audience")
    group = BETWEEN_NUMBERS.sub(HYPHEN, group)
    if news.kind == "claim":
        return setting.words("told_other_claim", now=setting.verdict(news.verdict))
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
    ends = (news.estimate, news.ci_low, news.ci_high)
    digits = setting.rate(ends, series) if news.kind == "slope" else None
    said = setting.words(
        f"told_{news.kind}_{side}",
        since=news.since or "",
        before=_figure(points.get(news.since or ""), series, setting),
        after=_figure(points.get(news.wave), series, setting),
        change=setting.change(news.estimate, series, digits),
        interval=_interval(news, series, setting, digits),
    )
    return " ".join((said, *_other_verdict(news, setting)))


def _other_verdict(news: News, setting: TrendSetting) -> Iterator[str]:
    """Yield that the claim of one wave is judged otherwise than in the wave before."""
    was, now = news.verdict_before, news.verdict
    if news.kind == "change_previous" and was is not None and now not in {None, was}:
        yield setting.words("told_verdict", was=setting.verdict(was), now=setting.verdict(now))


def _figure(point: Point | None, series: Series, setting: TrendSetting) -> str:
    return setting.figure(None if point is None else point.estimate, series)


def _interval(news: News, series: Series, setting: TrendSetting, digits: int | None) -> str:
    if news.ci_low is None or news.ci_high is None:
        return setting.figure(None, series)
    return setting.change_interval((news.ci_low, news.ci_high), series, digits)


def _judged(news: News, series: Series | None, setting: TrendSetting) -> str:
    del series
    was, now = setting.verdict(news.verdict_before), setting.verdict(news.verdict)
    return setting.words(f"told_{news.kind}", was=was, now=now)


def _claimed(news: News, series: Series | None, setting: TrendSetting) -> str:
    del series
    line = setting.line(news.hypothesis)
    kind = "trend" if line is not None and line.reading.yearly else "change"
    was, now = setting.verdict(news.verdict_before), setting.verdict(news.verdict)
    return setting.words(f"told_claim_{kind}", was=was, now=now)


def _broken(news: News, series: Series | None, setting: TrendSetting) -> str:
    del series
    reasons = setting.reasons(news.reasons)
    return setting.words(f"told_{news.kind}", wave=news.wave, reasons=reasons)


MEASURED: frozenset[NewsKind] = frozenset({"change_previous", "change_baseline", "slope"})
SENTENCES: dict[NewsKind, Callable[[News, Series | None, TrendSetting], str]] = {
    "change_previous": _measured,
    "change_baseline": _measured,
    "slope": _measured,
    "claim": _claimed,
    "verdict_only": _judged,
    "broken": _broken,
    "new": _broken,
}
