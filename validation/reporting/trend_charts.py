"""The series of the whole audience as charts, for wherever there is no page of ours."""

from collections.abc import Iterator

from validation.reporting.digest_rows import cut
from validation.reporting.formatting import Words
from validation.reporting.material import Material
from validation.reporting.model import Chart
from validation.reporting.setting import Setting
from validation.reporting.trend_followed import build_multiple
from validation.reporting.trend_setting import TrendSetting
from validation.trends import Series, Trend

LONGEST_TITLE = 120


def build_trend_charts(material: Material, trend: Trend, words: Words) -> tuple[Chart, ...]:
    """Return a chart of each hypothesis in the whole audience, as far as it may be shown.

    Args:
        material: the documents of the newest wave.
        trend: all waves lined up.
        words: the words of the report and of the trend, in the language of the reader.
    """
    return tuple(_charts(TrendSetting(Setting(material, words), trend)))


def chart_of(series: Series, setting: TrendSetting) -> Chart | None:
    """Return a series as a chart; none where it is not asked now, or nothing may be shown."""
    line = setting.line(series.hypothesis)
    if line is None:
        return None
    multiple = build_multiple(series, setting)
    if multiple.picture is None:
        return None
    says = cut(setting.setting.labels.say(line.hypothesis.says), LONGEST_TITLE)
    group = setting.group(series.segment, series.level)
    title = f"{says} – {group}" if group else says
    written = (multiple.conclusion, multiple.picture, multiple.table)
    return Chart(multiple.id, title, *written, setting.words.language)


def _charts(setting: TrendSetting) -> Iterator[Chart]:
    for line in setting.setting.lines:
        series = setting.trend.line(line.hypothesis.id, None, None)
        chart = None if series is None else chart_of(series, setting)
        if chart is not None:
            yield chart
