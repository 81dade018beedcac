from collections.abc import Callable

import pytest

from tests.reporting.lined import WAVES, series, trend
from validation.reporting.readings import APART
from validation.reporting.trend_setting import DISTANCE, TrendSetting

Make = Callable[..., TrendSetting]


def test_a_change_has_its_sign_and_its_unit(trend_setting_of: Make) -> None:
    setting, line = trend_setting_of(trend()), series()

    assert setting.figure(0.704, line) == "70.4%"
    assert setting.change(0.05, line) == "+5.0 percentage points"
    assert setting.change(-0.05, line) == "−5.0 percentage points"
    assert setting.change(0.0001, line) == "0.0 percentage points"
    assert setting.change(None, line) == "–"
    assert setting.newest == WAVES[2]


def test_every_distance_is_that_of_its_unit() -> None:
    assert {kind: DISTANCE[kind] for kind in ("share", "points", "scale", "correlation")} == APART


def test_a_hypothesis_that_is_not_asked_now_keeps_the_unit_of_its_series(
    trend_setting_of: Make,
) -> None:
    assert trend_setting_of(trend()).kind(series(hypothesis="gone", unit="scale")) == "scale"


@pytest.mark.parametrize(
    ("language", "reasons"),
    [
        ("en", "the wording changed, somebody moved"),
        ("fi", "sanamuoto muuttui, somebody moved"),
    ],
)
def test_a_reason_without_words_is_told_as_it_is(
    trend_setting_of: Make, language: str, reasons: str
) -> None:
    setting = trend_setting_of(trend(), language)

    assert setting.reasons(("wording", "somebody_moved")) == reasons


def test_groups_and_verdicts_have_their_words(trend_setting_of: Make) -> None:
    setting = trend_setting_of(trend(), "fi")

    assert setting.group("channel", "shop") == "Myymälä"
    assert setting.group(None, None) == ""
    assert setting.verdict(None) == "ei arvioitu"
