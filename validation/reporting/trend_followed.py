"""Each hypothesis over the waves: a picture of the whole, and one of every level of a segment."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from math import isfinite

from validation.reporting.axes import apart, places, round_ticks, wide_enough
from validation.reporting.formatting import Kind
from validation.reporting.setting import Line
from validation.reporting.trend_model import Followed, Levels, Multiple
from validation.reporting.trend_numbers import numbers_behind
from validation.reporting.trend_picture import Dot, Marker, Tick, TrendPicture
from validation.reporting.trend_setting import TrendSetting
from validation.reporting.trend_words import conclusion, notes_on, value_of
from validation.trends import ChangeFound, Point, Series

POSSIBLE: dict[Kind, tuple[float, float]] = {
    "share": (0.0, 1.0),
    "share_gap": (-1.0, 1.0),
    "points": (-100.0, 100.0),
    "correlation": (-1.0, 1.0),
}
ANYTHING = (float("-inf"), float("inf"))
LETTERS = 40.0  # along the axis of a small picture
LONGEST_LABEL = 12
Axis = tuple[float, float]


def build_followed(setting: TrendSetting) -> tuple[Followed, ...]:
    """Return every hypothesis of the newest wave over all waves."""
    found = (_followed(line, setting) for line in setting.setting.lines)
    return tuple(one for one in found if one is not None)


def build_multiple(series: Series, setting: TrendSetting, axis: Axis | None = None) -> Multiple:
    """Return the picture of a series, on its own axis where none is given."""
    name = "-".join(("trend", series.hypothesis, series.segment or "", series.level or ""))
    group = setting.group(series.segment, series.level)
    return Multiple(
        id=_identifier(name),
        title=group or setting.words("whole_audience"),
        value=value_of(series, setting),
        conclusion=conclusion(series, setting),
        picture=_picture(series, setting, axis or _axis([series], setting)),
        table=numbers_behind(series, setting),
        notes=tuple(notes_on(series, setting)),
    )


def _followed(line: Line, setting: TrendSetting) -> Followed | None:
    ours = [one for one in setting.trend.series if one.hypothesis == line.hypothesis.id]
    whole = next((one for one in ours if one.segment is None), None)
    if whole is None:
        return None
    axis = _axis(ours, setting)
    claimed = [one for one in setting.trend.claims if one.hypothesis == line.hypothesis.id]
    verdict = setting.verdict(claimed[-1].verdict if claimed else line.verdict.verdict)
    return Followed(
        number=line.number,
        says=setting.setting.labels.say(line.hypothesis.says),
        stands=setting.words("stands", verdict=verdict, wave=setting.newest),
        whole=build_multiple(whole, setting, axis),
        across=tuple(_across([one for one in ours if one.segment is not None], setting, axis)),
    )


def _across(series: Iterable[Series], setting: TrendSetting, axis: Axis) -> Iterator[Levels]:
    for segment, levels in groupby(series, key=lambda one: one.segment or ""):
        title = setting.words("followed_across", title=setting.setting.labels.item(segment))
        yield Levels(title, tuple(build_multiple(one, setting, axis) for one in levels))


def _identifier(name: str) -> str:
    """Return a name for use within a page: letters and digits stay, all else is written by code."""
    return "".join(
        one if (one.isascii() and one.isalnum()) or one == "-" else f"_{ord(one):x}" for one in name
    )


def _axis(series: Iterable[Series], setting: TrendSetting) -> Axis:
    listed = list(series)
    points = [point for one in listed for point in setting.guard.points(one)]
    ends = [end for point in points for end in _ends(point)]
    within = POSSIBLE.get(setting.kind(listed[0]), ANYTHING) if listed else ANYTHING
    return wide_enough([end for end in ends if isfinite(end)], within)


def _ends(point: Point) -> tuple[float, float]:
    low, high = point.ci_low, point.ci_high
    return (
        point.estimate if low is None else low,
        point.estimate if high is None else high,
    )


def _picture(series: Series, setting: TrendSetting, axis: Axis) -> TrendPicture | None:
    points = setting.guard.points(series)
    if not points:
        return None
    waves = setting.trend.waves
    at = dict(zip((one.wave for one in waves), places([one.at for one in waves]), strict=True))
    times = [(at[one.wave], one.wave[:LONGEST_LABEL]) for one in waves]
    line = setting.line(series.hypothesis)
    kind = setting.kind(series)
    return TrendPicture(
        kind=kind,
        dots=tuple(_dots(series, points, at, setting)),
        axis=axis,
        ticks=_ticks(axis, kind, setting),
        times=apart(times, LETTERS),
        bounds=(None, None) if line is None or _is_of_waves(line) else line.bounds,
        breaks=tuple(_breaks(series, [one.wave for one in waves], at)),
    )


def _is_of_waves(line: Line) -> bool:
    return line.hypothesis.claim.over_waves


def _dots(
    series: Series, points: Sequence[Point], at: dict[str, float], setting: TrendSetting
) -> Iterator[Dot]:
    markers = _markers(setting.guard.changes(series))
    broken = {one.wave for one in series.breaks}
    order = [one.wave for one in series.points]
    last: int | None = None
    for point in points:
        place = order.index(point.wave)
        since = order[last + 1 : place + 1] if last is not None else []
        joined = len(since) == 1 and not broken & set(since)
        low, high = _ends(point)
        marker = markers.get(point.wave)
        yield Dot(at[point.wave], point.estimate, low, high, joined, marker)
        last = place


def _markers(changes: Iterable[ChangeFound]) -> dict[str, Marker]:
    """Return the marker of each wave, that of the change to the wave before where it has both."""
    found: dict[str, Marker] = {}
    for one in sorted(changes, key=lambda one: one.since):
        if one.significant:
            rises = one.estimate > 0
            if one.since == "previous":
                found[one.after] = "up" if rises else "down"
            else:
                found[one.after] = "up_baseline" if rises else "down_baseline"
    return found


def _breaks(series: Series, waves: Sequence[str], at: dict[str, float]) -> Iterator[float]:
    """Yield where a series breaks: halfway between two waves, at the left edge for the first."""
    begins = {one.wave for one in series.breaks}
    for before, wave in pairwise(waves):
        if wave in begins:
            yield (at[before] + at[wave]) / 2


def _ticks(axis: Axis, kind: Kind, setting: TrendSetting) -> tuple[Tick, ...]:
    values = round_ticks(*axis)
    return tuple((one, setting.numerals.tick(one, kind, values)) for one in values)
