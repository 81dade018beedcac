"""From a trend and its newest wave to the trend report in one language."""

from collections.abc import Iterator

from validation.reporting.formatting import Words
from validation.reporting.heard import cautions
from validation.reporting.material import Material
from validation.reporting.setting import Setting
from validation.reporting.trend_followed import build_followed
from validation.reporting.trend_model import TrendReport
from validation.reporting.trend_numbers import attrition_table, waves_table
from validation.reporting.trend_picture import Marker
from validation.reporting.trend_setting import TrendSetting
from validation.reporting.trend_told import build_together, count_changed
from validation.study import MeasureCadence
from validation.trends import Trend

MARKERS: tuple[Marker, ...] = ("up", "down", "up_baseline", "down_baseline")


def build_trend_report(material: Material, trend: Trend, words: Words) -> TrendReport:
    """Return all that the waves of a study say together.

    Args:
        material: the documents of the newest wave.
        trend: all waves lined up.
        words: the words of the report and of the trend, in the language of the reader.
    """
    setting = TrendSetting(Setting(material, words), trend)
    news = setting.guard.news()
    told = build_together(news, setting, most=len(news))
    return TrendReport(
        language=words.language,
        title=title_of(setting),
        about=" · ".join(about_of(setting)),
        headline=headline_of(count_changed(news), setting),
        cautions=(*causal_notes(setting), *cautions(setting.setting)),
        changed=tuple(one for one in told if one.change),
        besides=tuple(one for one in told if not one.change),
        legend=tuple((one, words(f"legend_{one}")) for one in MARKERS),
        explained=" ".join(_explained(setting)),
        followed=build_followed(setting),
        budget=tuple(budget_words(setting)),
        waves=waves_table(setting),
        attrition=attrition_table(setting),
        hides=words("trend_hides", minimum=setting.numerals.integer(material.floor.minimum)),
    )


def _explained(setting: TrendSetting) -> Iterator[str]:
    level = setting.numerals.level(setting.trend.confidence)
    yield setting.words("followed_explained", level=level)
    if any(line.hypothesis.claim.over_waves for line in setting.setting.lines):
        yield setting.words("followed_over_waves")


def title_of(setting: TrendSetting) -> str:
    """Return what the study is called."""
    study = setting.setting.material.study
    return setting.setting.labels.say(study.title) or study.study


def headline_of(changes: int, setting: TrendSetting) -> str:
    """Return in how many hypotheses the newest wave brought a significant change."""
    form = {0: "none", 1: "one"}.get(changes, "other")
    count = setting.numerals.integer(changes)
    return setting.words(f"changed_{form}", count=count, wave=setting.newest)


def causal_notes(setting: TrendSetting) -> Iterator[str]:
    """Yield of every measure of our own that its waves alone do not show what it caused."""
    labels = setting.setting.labels
    for one in setting.setting.material.study.cadences:
        if not isinstance(one, MeasureCadence):
            continue
        measure = one.measure.replace("-", " ").replace("_", " ")
        if one.compared_with is None:
            yield setting.words("not_causal", measure=measure)
        else:
            segment, level = one.compared_with.segment, one.compared_with.level
            answer = labels.answer(segment, level)
            title = labels.item(segment)
            yield setting.words("compared_with", measure=measure, level=answer, title=title)


def budget_words(setting: TrendSetting) -> Iterator[str]:
    """Yield how many false alarms are accepted, and how much of that is spent."""
    words, numerals, budget = setting.words, setting.numerals, setting.trend.budget
    horizon = numerals.integer(budget.horizon)
    yield words("budget_words", alpha=numerals.level(budget.alpha), horizon=horizon)
    spent, this, following = (
        numerals.percent(one, 2) for one in (budget.spent, budget.this_wave, budget.next_wave)
    )
    yield words("budget_spent", spent=spent, this=this, next=following)
    yield words("budget_intervals", level=numerals.level(setting.trend.confidence))


def about_of(setting: TrendSetting) -> Iterator[str]:
    """Yield which waves are lined up, and the day of the report."""
    waves = setting.trend.waves
    yield setting.words(
        "waves_told" if len(waves) > 1 else "waves_told_one",
        count=setting.numerals.integer(len(waves)),
        first=waves[0].wave,
        last=waves[-1].wave,
    )
    day = setting.setting.material.day
    if day is not None:
        yield setting.numerals.date(day)
