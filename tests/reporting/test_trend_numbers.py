from collections.abc import Callable
from dataclasses import replace

from tests.reporting.lined import WAVES, change, series, trend
from validation.claims import TrendClaim
from validation.reporting.trend_numbers import attrition_table, numbers_behind, waves_table
from validation.reporting.trend_setting import TrendSetting
from validation.trends import Attrition, ClaimFound
from validation.verdicts import Verdict

Make = Callable[..., TrendSetting]
NONE = ("–", "–")


def test_every_number_of_a_picture_is_in_its_table(trend_setting_of: Make) -> None:
    line = series(changes=(change(), change(since="baseline", before=WAVES[0], estimate=0.2)))

    assert numbers_behind(line, trend_setting_of(trend(line))).rows == (
        ("2027-01", "supported", "50.0%", "40.0–60.0%", "100", *NONE, *NONE),
        ("2027-04", "supported", "60.0%", "50.0–70.0%", "100", *NONE, *NONE),
        ("2027-07", "supported", "70.0%", "60.0–80.0%", "100", "+10.0 percentage points", "0.010",
         "+20.0 percentage points", "0.010"),
    )  # fmt: skip


def test_a_hidden_wave_has_no_numbers(trend_setting_of: Make) -> None:
    line = series(n=[100, 4, 100], changes=(change(),))
    rows = numbers_behind(line, trend_setting_of(trend(line))).rows

    assert rows[1] == ("2027-04", "supported", "hidden", *NONE, *NONE, *NONE)
    assert rows[2][5:] == (*NONE, *NONE)


def test_the_waves_are_told_without_the_size_of_small_ones(trend_setting_of: Make) -> None:
    told = trend()
    small = told.waves[0].model_copy(update={"n": 4, "phase": "before"})
    table = waves_table(
        trend_setting_of(told.model_copy(update={"waves": (small, *told.waves[1:])}))
    )

    assert table.rows[0] == ("2027-01", "imported", "before", "1 January 2027", "hidden", "–")
    assert table.rows[1] == ("2027-04", "imported", "–", "1 April 2027", "250", "200")


def test_who_came_again_is_told_unless_few_did_or_did_not(trend_setting_of: Make) -> None:
    again = [Attrition(wave=WAVES[1], of=100, again=60, share=0.6),
             Attrition(wave=WAVES[2], of=100, again=96, share=0.96)]  # fmt: skip
    table = attrition_table(trend_setting_of(trend(attrition=tuple(again))))

    assert table is not None
    assert table.rows == (("2027-04", "100", "60", "60%"), ("2027-07", "100", "hidden", "–"))
    assert attrition_table(trend_setting_of(trend())) is None


def test_of_several_waves_only_the_whole_is_judged_and_where_there_were_enough(
    trend_setting_of: Make,
) -> None:
    judged = [
        ClaimFound(hypothesis="good", wave=wave, kind="trend", unit="share", low=0.0, high=None,
                   verdict=verdict)
        for wave, verdict in ((WAVES[1], Verdict.TOO_FEW), (WAVES[2], Verdict.REFUTED))
    ]  # fmt: skip
    shop = series(segment="channel", level="shop")
    setting = trend_setting_of(trend(series(), shop, claims=tuple(judged)))
    [line] = setting.setting.lines
    claim = TrendClaim.model_validate({"kind": "trend", "item": "quality", "of": "level"})
    hypothesis = line.hypothesis.model_copy(update={"claim": claim})
    setting.setting.lines = (replace(line, hypothesis=hypothesis),)
    over = TrendSetting(setting.setting, setting.trend)

    assert [row[1] for row in numbers_behind(series(), over).rows] == [
        "–",
        "too few answers",
        "refuted",
    ]
    assert {row[1] for row in numbers_behind(shop, over).rows} == {"–"}
