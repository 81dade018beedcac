from collections.abc import Callable
from dataclasses import replace

from validation.reporting.model import Chart, Forest, Table
from validation.reporting.panels import MOST, Panel, build_panels, parted
from validation.reporting.readings import Reading
from validation.reporting.setting import Line, Setting
from validation.verdicts import HypothesisVerdict

Verdicts = Callable[..., HypothesisVerdict]


def chart_of(panel: Panel, setting: Setting) -> Chart:
    told = ", ".join(str(line.number) for line in panel.lines)
    picture = Forest(panel.lines[0].reading.kind, (), (), "")
    table = Table(panel.title, (), ())
    return Chart(panel.id, panel.title, told, picture, table, setting.words.language)


def test_hypotheses_of_one_kind_of_number_stand_together(
    verdict_of: Verdicts, setting_of: Callable[..., Setting]
) -> None:
    setting = setting_of(verdict_of(), verdict_of("better"), verdict_of("shops"))
    share, gap = build_panels("forest", setting, lambda _: True, chart_of)
    assert (share.id, share.title, share.conclusion) == ("forest-share-1", "Shares", "1")
    assert (gap.id, gap.conclusion) == ("forest-scale-gap-1", "2, 3")


def test_only_those_are_shown_that_are_drawn(
    verdict_of: Verdicts, setting_of: Callable[..., Setting]
) -> None:
    setting = setting_of(verdict_of(), verdict_of("shops"))
    [chart] = build_panels("x", setting, lambda line: line.number == 2, chart_of)
    assert chart.id == "x-scale-gap-1"
    assert build_panels("x", setting, lambda _: False, chart_of) == ()


def test_many_of_one_kind_make_several_charts_that_say_which_they_are(
    verdict_of: Verdicts, setting_of: Callable[..., Setting]
) -> None:
    setting = setting_of(verdict_of())
    setting.lines *= MOST + 1
    charts = build_panels("forest", setting, lambda _: True, chart_of)
    assert [chart.id for chart in charts] == ["forest-share-1", "forest-share-2"]
    assert charts[1].title == "Shares (2 of 2)"


def test_many_claims_are_parted_evenly(
    verdict_of: Verdicts, setting_of: Callable[..., Setting]
) -> None:
    [line] = setting_of(verdict_of()).lines
    lines: list[Line] = [line] * (2 * MOST + 1)
    assert [len(part) for part in parted(lines)] == [5, 6, 6]
    assert list(parted([])) == []


def test_changes_per_year_stand_apart_from_differences(
    verdict_of: Verdicts, setting_of: Callable[..., Setting]
) -> None:
    setting = setting_of(verdict_of("better"), verdict_of("shops"))
    yearly = replace(setting.lines[1], reading=Reading("scale_gap", "slope"))
    setting.lines = (setting.lines[0], yearly)

    gap, slope = build_panels("forest", setting, lambda _: True, chart_of)
    assert (gap.id, gap.title, gap.conclusion) == (
        "forest-scale-gap-1",
        "Differences between means",
        "1",
    )
    assert (slope.id, slope.title, slope.conclusion) == (
        "forest-year-scale-gap-1",
        "Changes of means per year",
        "2",
    )
