"""What a trend hides: by no subtraction, over groups or waves, can a small number be told."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.reporting.lined import WAVES, change, news, series, trend
from validation.reporting import Floor, guard_series
from validation.reporting.hidden_points import Guard
from validation.trends import Point, SlopeFound, Trend
from validation.verdicts import Shortage

CHANNEL: dict[str, Any] = {"segment": "channel"}


def shown(guard: Guard, level: str | None = None) -> list[str]:
    line = guard.trend.line("good", "channel" if level else None, level)
    assert line is not None
    return [one.wave for one in guard.points(line)]


def split(**sizes: tuple[int, int, int]) -> Trend:
    """Return a trend of the whole and of the levels of a segment, by their sizes in each wave."""
    levels = [series(n=n, level=level, **CHANNEL) for level, n in sizes.items()]
    return trend(series(n=250), *levels)


def test_a_wave_with_few_answers_is_hidden() -> None:
    guard = Guard.of(trend(series(n=[100, 9, 10])), Floor(10))

    assert shown(guard) == [WAVES[0], WAVES[2]]


def test_a_small_group_of_a_comparison_hides_its_wave() -> None:
    line = series()
    short = Shortage(group="channel web", what="n", found=4, must=30)
    points = (line.points[0].model_copy(update={"shortages": (short,)}), *line.points[1:])
    guard = Guard.of(trend(line.model_copy(update={"points": points})), Floor(10))

    assert shown(guard) == [WAVES[1], WAVES[2]]


def test_a_hidden_level_takes_another_of_its_wave_along() -> None:
    guard = Guard.of(split(shop=(80, 80, 80), web=(40, 40, 40), phone=(30, 4, 30)), Floor(10))

    assert shown(guard, "phone") == [WAVES[0], WAVES[2]]
    assert shown(guard, "web") == [WAVES[0], WAVES[2]]
    assert shown(guard, "shop") == [*WAVES]


def test_a_change_is_hidden_with_either_of_its_waves() -> None:
    kept = change(before=WAVES[0], since="baseline")
    line = series(n=[100, 4, 100], changes=(change(), kept))
    guard = Guard.of(trend(line), Floor(10))

    assert guard.changes(line) == (kept,)


def test_a_slope_is_hidden_with_any_of_its_waves() -> None:
    slope = SlopeFound(
        first=WAVES[0], last=WAVES[2], waves=3, estimate=0.1, se=0.1, df=9, ci_low=-0.1,
        ci_high=0.3, p_value=0.3, lack_of_fit_p=0.5,
    )  # fmt: skip
    open_line, small = series(slopes=(slope,)), series(n=[100, 4, 100], slopes=(slope,))

    assert Guard.of(trend(open_line), Floor(10)).slope(open_line) == slope
    assert Guard.of(trend(small), Floor(10)).slope(small) is None
    assert Guard.of(trend(), Floor(10)).slope(series()) is None


def test_what_is_shown_of_all_series_hides_the_same() -> None:
    slope = SlopeFound(
        first=WAVES[0], last=WAVES[2], waves=3, estimate=0.1, se=0.1, df=9, ci_low=-0.1,
        ci_high=0.3, p_value=0.3, lack_of_fit_p=0.5,
    )  # fmt: skip
    line = series(n=[100, 4, 100], changes=(change(),), slopes=(slope,))
    (shown_line,) = guard_series(trend(line), Floor(10))

    assert [one.wave for one in shown_line.points] == [WAVES[0], WAVES[2]]
    assert (shown_line.changes, shown_line.slopes) == ((), ())
    whole = series(changes=(change(),), slopes=(slope,))
    assert guard_series(trend(whole), Floor(10)) == (whole,)


def test_news_of_hidden_numbers_is_no_news() -> None:
    told = (news(), news(since=WAVES[0], kind="change_baseline"), news(kind="new", estimate=None))
    guard = Guard.of(trend(series(n=[100, 4, 100]), news=told), Floor(10))

    assert guard.news() == (told[1], told[2])


def test_a_count_of_a_known_number_tells_of_neither_part() -> None:
    guard = Guard.of(trend(), Floor(10))

    assert guard.count(50, 100) == 50
    assert guard.count(95, 100) is None
    assert guard.count(5, 100) is None
    assert guard.count(100, 100) == 100


sizes = st.lists(st.integers(0, 60), min_size=3, max_size=3).map(lambda one: (*one,))


@given(st.lists(sizes, min_size=2, max_size=5), st.integers(5, 12))
def test_no_hidden_size_follows_from_the_shown_ones(
    levels: list[tuple[int, int, int]], minimum: int
) -> None:
    """The differencing test: whole minus shown levels, in each wave and from wave to wave."""
    told = split(**{f"l{at}": one for at, one in enumerate(levels)})
    guard = Guard.of(told, Floor(minimum))
    for wave, at in zip(WAVES, range(3), strict=True):
        hidden = [
            one[at] for name, one in enumerate(levels) if wave not in shown(guard, f"l{name}")
        ]
        given = [one for one in hidden if one]
        alone = len(given) == 1 or 0 < sum(given) < minimum
        whole_is_small = sum(one[at] for one in levels) < minimum
        assert not alone or whole_is_small
        assert all(one >= minimum or one == 0 for one in _shown_sizes(guard, wave, len(levels)))


def _shown_sizes(guard: Guard, wave: str, levels: int) -> list[int]:
    lines = [guard.trend.line("good", "channel", f"l{at}") for at in range(levels)]
    points: list[Point] = [one for line in lines if line for one in guard.points(line)]
    return [one.n for one in points if one.wave == wave]
