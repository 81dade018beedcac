"""The numbers behind the pictures, the waves, and who came again, as tables."""

from collections.abc import Iterator

from validation.reporting.formatting import NONE
from validation.reporting.model import Table
from validation.reporting.trend_setting import TrendSetting
from validation.trends import Attrition, ChangeFound, Point, Series, Since, TrendWave

SINCE: tuple[Since, ...] = ("previous", "baseline")
COLUMNS = ("wave", "verdict", "estimate", "interval", "n")


def numbers_behind(series: Series, setting: TrendSetting) -> Table:
    """Return the waves of a series with their numbers, and the changes that each brought."""
    words = setting.words
    names = [words(name) for name in COLUMNS]
    for since in SINCE:
        names += [words(f"change_since_{since}"), words("p_of_change")]
    group = setting.group(series.segment, series.level) or words("whole_audience")
    return Table(
        words("numbers_of_chart", title=group), tuple(names), tuple(_rows(series, setting)), words=2
    )


def waves_table(setting: TrendSetting) -> Table:
    """Return the waves: when they were, how large, and how people were asked."""
    names = ("wave", "wave_mode", "wave_phase", "wave_day", "respondents", "wave_n_effective")
    rows = tuple(_wave(one, setting) for one in setting.trend.waves)
    columns = tuple(setting.words(name) for name in names)
    return Table(setting.words("part_waves"), columns, rows, words=3)


def attrition_table(setting: TrendSetting) -> Table | None:
    """Return of the people of each wave how many answered in the next; none without a panel."""
    if not setting.trend.attrition:
        return None
    names = ("wave", "attrition_of", "attrition_again", "attrition_share")
    rows = tuple(_attrition(one, setting) for one in setting.trend.attrition)
    columns = tuple(setting.words(name) for name in names)
    return Table(setting.words("part_attrition"), columns, rows)


def _rows(series: Series, setting: TrendSetting) -> Iterator[tuple[str, ...]]:
    shown = {one.wave for one in setting.guard.points(series)}
    changes = {(one.after, one.since): one for one in setting.guard.changes(series)}
    for point in series.points:
        if point.wave in shown:
            yield (*_figures(point, series, setting), *_steps(point, series, changes, setting))
        else:
            verdict, hidden = setting.verdict_at(point, series), setting.words("hidden_wave")
            yield (point.wave, verdict, hidden, *(NONE,) * 2, *(NONE,) * 4)


def _figures(point: Point, series: Series, setting: TrendSetting) -> tuple[str, ...]:
    return (
        point.wave,
        setting.verdict_at(point, series),
        setting.figure(point.estimate, series),
        setting.interval(point, series),
        setting.numerals.integer(point.n),
    )


def _steps(
    point: Point,
    series: Series,
    changes: dict[tuple[str, Since], ChangeFound],
    setting: TrendSetting,
) -> Iterator[str]:
    for since in SINCE:
        found = changes.get((point.wave, since))
        if found is None:
            yield from (NONE, NONE)
        else:
            yield setting.change(found.estimate, series)
            yield setting.numerals.probability(found.p_adjusted)


def _wave(wave: TrendWave, setting: TrendSetting) -> tuple[str, ...]:
    words, numerals = setting.words, setting.numerals
    few = setting.setting.material.floor.covers(wave.n)
    n, effective = (None, None) if few else (wave.n, wave.n_effective)
    return (
        wave.wave,
        words(f"mode_{wave.mode}") if f"mode_{wave.mode}" in words else NONE,
        words(f"phase_{wave.phase}") if f"phase_{wave.phase}" in words else NONE,
        numerals.date(wave.at),
        setting.setting.count(n),
        NONE if effective is None else numerals.integer(effective),
    )


def _attrition(found: Attrition, setting: TrendSetting) -> tuple[str, ...]:
    numerals = setting.numerals
    again = setting.guard.count(found.again, found.of)
    share = NONE if again is None else numerals.percent(found.share)
    return (found.wave, numerals.integer(found.of), setting.setting.count(again), share)
