from collections.abc import Callable

import pytest

from tests.reporting.lined import WAVES, broken, change, series, trend
from validation.reporting.trend_setting import TrendSetting
from validation.reporting.trend_words import conclusion, notes_on, value_of
from validation.trends import ClaimFound, SlopeFound
from validation.verdicts import Verdict

Make = Callable[..., TrendSetting]
SLOPE = SlopeFound(
    first=WAVES[0], last=WAVES[2], waves=3, estimate=0.2, se=0.02, df=9, ci_low=0.16, ci_high=0.24,
    p_value=0.001, lack_of_fit_p=0.01, significant=True,
)  # fmt: skip


def test_a_series_says_where_it_began_where_it_is_and_what_changed(trend_setting_of: Make) -> None:
    slight = change(since="baseline", before=WAVES[0], estimate=0.2, significant=False)
    line = series(changes=(slight, change()))

    assert conclusion(line, trend_setting_of(trend(line))) == (
        "3 waves, 2027-01 to 2027-07: from 50.0% to 70.0% (interval 60.0–80.0%). "
        "Against wave 2027-04: +10.0 percentage points (interval 6.0–14.0 percentage points), "
        "a significant change. "
        "Against wave 2027-01: +20.0 percentage points (interval 6.0–14.0 percentage points), "
        "no significant change."
    )
    assert value_of(line, trend_setting_of(trend(line))) == "70.0% (wave 2027-07)"


def test_the_wave_before_is_told_once_where_it_is_the_baseline_too(trend_setting_of: Make) -> None:
    line = series(changes=(change(), change(since="baseline")))

    assert conclusion(line, trend_setting_of(trend(line))).count("Against wave 2027-04") == 1


def test_who_answered_twice_is_told_unless_few_did_or_did_not(trend_setting_of: Make) -> None:
    def told(overlap: int) -> str:
        line = series(changes=(change(overlap=overlap),))
        return conclusion(line, trend_setting_of(trend(line)))

    assert "Answered in both waves: 60." in told(60)
    assert "both waves" not in told(0)
    assert "both waves" not in told(7)
    assert "both waves" not in told(95)


def test_a_single_wave_has_nothing_to_compare_with(trend_setting_of: Make) -> None:
    line = series((None, None, 0.7))

    assert conclusion(line, trend_setting_of(trend(line))) == (
        "One wave, 2027-07: 70.0% (interval 60.0–80.0%)."
    )


def test_breaks_slopes_and_what_a_next_wave_could_find_are_noted(trend_setting_of: Make) -> None:
    line = series(breaks=broken(), slopes=(SLOPE,), detectable=0.045)

    assert list(notes_on(line, trend_setting_of(trend(line)))) == [
        "Break before wave 2027-04: the wording changed, people are asked in another way.",
        (
            "Slope since wave 2027-01: +20.0 percentage points a year (interval 16.0–24.0 "
            "percentage points), significant."
        ),
        "The waves do not lie on a straight line, so the slope is a rough summary.",
        (
            "A next wave of the same size would find a change of 4.5 percentage points or more "
            "with a power of 80%."
        ),
    ]


def test_groups_repeat_no_breaks_and_no_slope_that_is_not_there(trend_setting_of: Make) -> None:
    flat = SLOPE.model_copy(update={"significant": False})
    group = series(segment="channel", level="shop", breaks=broken(), slopes=(flat,))

    assert list(notes_on(group, trend_setting_of(trend(series(breaks=broken()), group)))) == []


def test_a_claim_of_a_change_stands_beside_its_series(trend_setting_of: Make) -> None:
    waits = ClaimFound(
        hypothesis="good", wave=WAVES[1], kind="change", unit="share", low=0.05, high=None,
        verdict=Verdict.TOO_FEW,
    )  # fmt: skip
    found = waits.model_copy(
        update={"wave": WAVES[2], "since": WAVES[0], "verdict": Verdict.SUPPORTED,
                "estimate": 0.1, "ci_low": 0.06, "ci_high": 0.14}
    )  # fmt: skip

    [only] = notes_on(series(), trend_setting_of(trend(claims=(waits,))))
    assert only.startswith("The claim about the change needs two comparable waves")
    [last] = notes_on(series(), trend_setting_of(trend(claims=(waits, found))))
    assert last == (
        "The claim of wave 2027-07: supported; +10.0 percentage points since wave 2027-01 "
        "(interval 6.0–14.0 percentage points), claimed: at least\u00a05 percentage points."
    )


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", ("supported; +0.20 percentage points a year (interval −0.10 to 0.50 percentage "
                "points), claimed: from −1 percentage point to 1 percentage point.")),
        ("fi", "saa tukea; +0,20\u00a0%‑yks. vuodessa (luottamusväli −0,10 … 0,50"),
        ("sv", "får stöd; +0,20\u00a0%‑enh. per år (konfidensintervall −0,10 till 0,50"),
    ],
)  # fmt: skip
def test_a_claim_of_a_trend_is_told_by_the_year(
    trend_setting_of: Make, language: str, says: str
) -> None:
    steady = ClaimFound(
        hypothesis="good", wave=WAVES[2], kind="trend", unit="share", low=-0.01, high=0.01,
        estimate=0.002, ci_low=-0.001, ci_high=0.005, verdict=Verdict.SUPPORTED,
    )  # fmt: skip

    [told] = notes_on(series(), trend_setting_of(trend(claims=(steady,)), language))
    assert says in told


def test_a_claim_of_a_trend_waits_for_three_waves(trend_setting_of: Make) -> None:
    waits = ClaimFound(
        hypothesis="good", wave=WAVES[1], kind="trend", unit="share", low=0.0, high=None,
        verdict=Verdict.TOO_FEW,
    )  # fmt: skip

    [told] = notes_on(series(), trend_setting_of(trend(claims=(waits,))))
    assert told.startswith("The claim about the slope needs three comparable waves")
