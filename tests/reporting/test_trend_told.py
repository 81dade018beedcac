from collections.abc import Callable
from typing import Any

import pytest

from tests.reporting.lined import WAVES, news, series, trend
from validation.reporting.trend_setting import TrendSetting
from validation.reporting.trend_told import (
    SENTENCES,
    build_together,
    build_told,
    count_changed,
    is_change,
)
from validation.trends import News
from validation.verdicts import Verdict

Make = Callable[..., TrendSetting]
SHOP: dict[str, Any] = {"segment": "channel", "level": "shop"}


def sentence(setting: TrendSetting, **keys: object) -> str:
    [told] = build_told([news(**keys)], setting)
    return f"{told.sign} {told.sentence}"


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({}, ("▲ Higher than in wave 2027-04: from 60.0% to 70.0%. The change is +10.0 percentage "
             "points (interval 6.0–14.0 percentage points).")),
        ({"estimate": -0.1, "ci_low": -0.14, "ci_high": -0.06},
         ("▼ Lower than in wave 2027-04: from 60.0% to 70.0%. The change is −10.0 percentage "
         "points (interval −14.0 to −6.0 percentage points).")),
        ({"kind": "slope", "since": WAVES[0]},
         ("▲ Rising since wave 2027-01: by +10.0 percentage points a year (interval 6.0–14.0 "
         "percentage points). Now 70.0%.")),
        ({"kind": "verdict_only", "verdict_before": Verdict.INCONCLUSIVE,
          "verdict": Verdict.SUPPORTED},
         ("= Same level, certainty differs: open before, supported now. There is no significant "
         "change.")),
        ({"kind": "broken", "reasons": ("wording",)},
         "┆ Wave 2027-07 is not comparable with those before it: the wording changed."),
        ({"kind": "new"}, "＋ Answered for the first time in wave 2027-07."),
    ],
)  # fmt: skip
def test_each_kind_of_news_is_a_sentence(
    trend_setting_of: Make, keys: dict[str, object], told: str
) -> None:
    # a slope that is kept nowhere may not be told
    shown = trend(series(slopes=(_slope(),)))

    assert sentence(trend_setting_of(shown), **keys) == told


def _slope() -> dict[str, object]:
    return {
        "first": WAVES[0], "last": WAVES[2], "waves": 3, "estimate": 0.1, "se": 0.02, "df": 9,
        "ci_low": 0.06, "ci_high": 0.14, "p_value": 0.001, "lack_of_fit_p": 0.5,
    }  # fmt: skip


def test_every_kind_of_news_has_its_sentence() -> None:
    kinds = News.model_json_schema()["properties"]["kind"]["enum"]

    assert set(SENTENCES) == set(kinds)


def test_another_verdict_alone_is_no_change() -> None:
    assert is_change(news())
    assert is_change(news(kind="claim"))
    assert not is_change(news(kind="verdict_only"))
    assert not is_change(news(kind="broken"))


def test_a_group_is_named(trend_setting_of: Make) -> None:
    setting = trend_setting_of(trend(series(), series(**SHOP)))

    [told] = build_told([news(**SHOP)], setting)
    assert told.about == "Only: Where? – Shop"
    assert (told.says, told.number) == ("Most find it good", 1)


def test_news_of_a_hypothesis_that_is_gone_is_left_out(trend_setting_of: Make) -> None:
    assert build_told([news(hypothesis="gone")], trend_setting_of(trend())) == ()


def test_what_else_changed_in_a_hypothesis_stands_beside_it(trend_setting_of: Make) -> None:
    setting = trend_setting_of(trend(series(), series(**SHOP)))
    others = [news(), news(**SHOP), news(**SHOP, kind="new", estimate=None)]

    changed, new = build_together(others, setting)
    assert changed.also == "Also: Shop: +10.0 percentage points (since 2027-04)."
    assert (new.sentence, new.also) == ("Answered for the first time in wave 2027-07.", "")


def test_a_change_that_turns_the_claim_says_so(trend_setting_of: Make) -> None:
    turned = {"verdict_before": Verdict.INCONCLUSIVE, "verdict": Verdict.REFUTED}
    same = {"verdict_before": Verdict.REFUTED, "verdict": Verdict.REFUTED}

    setting = trend_setting_of(trend())
    assert sentence(setting, **turned).endswith("The claim: open before, refuted now.")
    assert "The claim" not in sentence(setting, **same)


def test_each_group_is_named_once_and_no_more_than_may_be(trend_setting_of: Make) -> None:
    phone: dict[str, Any] = {"segment": "channel", "level": "phone"}
    claim = news(kind="claim", verdict_before=Verdict.INCONCLUSIVE, verdict=Verdict.SUPPORTED)
    since: dict[str, Any] = {"kind": "change_baseline", "since": WAVES[0], "estimate": 0.3}
    brought = [news(), news(**SHOP), news(**phone), news(**since), news(**(since | SHOP)), claim]
    setting = trend_setting_of(trend(series(), series(**SHOP), series(**phone)))

    [told] = build_together(brought, setting)
    assert told.also == (
        "Also: the claim is now supported; The whole audience: +30.0 percentage points (since "
        "2027-01); Shop: +10.0 percentage points (since 2027-04); Phone: +10.0 percentage points "
        "(since 2027-04)."
    )
    [short] = build_together(brought, setting, most=1)
    assert short.also == "Also: the claim is now supported; 3 more in the report."


def test_what_changed_is_counted_by_hypotheses() -> None:
    brought = [news(), news(**SHOP), news(hypothesis="dear"), news(kind="verdict_only")]

    assert count_changed(brought) == 2
    assert count_changed([]) == 0


def test_a_small_slope_has_a_decimal_more(trend_setting_of: Make) -> None:
    setting = trend_setting_of(trend(series(slopes=(_slope(),))))
    slight = {"kind": "slope", "since": WAVES[0], "estimate": 0.004, "ci_low": 0.001,
              "ci_high": 0.007}  # fmt: skip

    assert "by +0.40 percentage points a year (interval 0.10–0.70" in sentence(setting, **slight)


def test_a_group_from_one_number_to_another_stays_on_one_line(trend_setting_of: Make) -> None:
    ages: dict[str, Any] = {"segment": "age", "level": "25-44"}
    setting = trend_setting_of(trend(series(), series(**ages)))

    [told] = build_together([news(), news(**ages)], setting)
    assert told.also.startswith("Also: 25\u201144: +10.0 percentage points")
