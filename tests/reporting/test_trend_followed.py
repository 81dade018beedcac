from collections.abc import Callable

import pytest

from tests.reporting.lined import WAVES, broken, change, series, trend
from validation.reporting.trend_followed import build_followed, build_multiple
from validation.reporting.trend_picture import TrendPicture
from validation.reporting.trend_setting import TrendSetting
from validation.trends import ClaimFound
from validation.verdicts import Verdict

Make = Callable[..., TrendSetting]


def picture(setting: TrendSetting) -> TrendPicture:
    drawn = build_multiple(setting.trend.series[0], setting).picture
    assert drawn is not None
    return drawn


def test_a_marker_stands_only_where_a_change_is_significant(trend_setting_of: Make) -> None:
    slight = change(before=WAVES[0], after=WAVES[1], significant=False)
    setting = trend_setting_of(trend(series(changes=(slight, change()))))

    assert [one.marker for one in picture(setting).dots] == [None, None, "up"]


@pytest.mark.parametrize(
    ("since", "estimate", "marker"),
    [
        ("previous", -0.1, "down"),
        ("baseline", 0.1, "up_baseline"),
        ("baseline", -0.1, "down_baseline"),
    ],
)
def test_a_marker_says_in_which_direction_and_since_when(
    trend_setting_of: Make, since: str, estimate: float, marker: str
) -> None:
    found = change(since=since, estimate=estimate)
    setting = trend_setting_of(trend(series(changes=(found,))))

    assert picture(setting).dots[-1].marker == marker


def test_the_change_to_the_wave_before_is_marked_where_both_are(trend_setting_of: Make) -> None:
    both = (change(), change(since="baseline", before=WAVES[0], estimate=-0.2))

    assert picture(trend_setting_of(trend(series(changes=both)))).dots[-1].marker == "up"


def test_no_line_leads_over_a_break(trend_setting_of: Make) -> None:
    drawn = picture(trend_setting_of(trend(series(breaks=broken(WAVES[2])))))

    assert [one.joined for one in drawn.dots] == [False, True, False]
    [at] = drawn.breaks
    assert drawn.dots[1].at < at < drawn.dots[2].at


def test_no_line_leads_over_a_hidden_wave(trend_setting_of: Make) -> None:
    drawn = picture(trend_setting_of(trend(series(n=[100, 4, 100]))))

    assert [one.estimate for one in drawn.dots] == [0.5, 0.7]
    assert not any(one.joined for one in drawn.dots)


def test_waves_stand_where_their_days_are(trend_setting_of: Make) -> None:
    drawn = picture(trend_setting_of(trend()))

    assert [one.at for one in drawn.dots] == [0.0, pytest.approx(90 / 181), 1.0]
    assert drawn.times == tuple(zip([one.at for one in drawn.dots], WAVES, strict=True))


def test_ticks_have_the_unit_of_the_series(trend_setting_of: Make) -> None:
    ticks = [words for _, words in picture(trend_setting_of(trend(), "fi")).ticks]
    assert ticks == [f"{one}\u00a0%" for one in (40, 50, 60, 70, 80)]


def test_pictures_of_one_hypothesis_share_an_axis(trend_setting_of: Make) -> None:
    shop = series((0.1, 0.2, 0.2), segment="channel", level="shop")
    [followed] = build_followed(trend_setting_of(trend(series(), shop)))
    [levels] = followed.across
    [level] = levels.multiples

    assert followed.whole.picture is not None
    assert level.picture is not None
    assert followed.whole.picture.axis == level.picture.axis
    assert level.picture.axis == pytest.approx((0.0, 0.864))
    assert (levels.title, level.title) == ("By group: Where?", "Shop")
    assert followed.stands == "supported in wave 2027-07"


def test_a_series_of_which_nothing_may_be_shown_has_no_picture(trend_setting_of: Make) -> None:
    setting = trend_setting_of(trend(series(n=4)))

    multiple = build_multiple(setting.trend.series[0], setting)
    assert multiple.picture is None
    assert multiple.conclusion == "No numbers can be shown."


def test_names_within_the_page_hold_nothing_that_html_reads(trend_setting_of: Make) -> None:
    odd = series(segment="channel", level='"><ä 1')
    multiple = build_multiple(odd, trend_setting_of(trend(series(), odd)))

    assert multiple.id == "trend-good-channel-_22_3e_3c_e4_201"


def test_a_claim_of_several_waves_stands_as_they_judge_it(trend_setting_of: Make) -> None:
    judged = ClaimFound(
        hypothesis="good", wave=WAVES[2], kind="change", unit="share", low=0.0, high=None,
        verdict=Verdict.REFUTED,
    )  # fmt: skip
    [followed] = build_followed(trend_setting_of(trend(claims=(judged,))))

    assert followed.stands == "refuted in wave 2027-07"
