from collections.abc import Sequence
from datetime import date

import pytest

from validation.trends.model import Break, ChangeFound, ClaimFound, Point, Series, Since, SlopeFound
from validation.trends.news import build_news
from validation.verdicts import Verdict

WAVES = ("w1", "w2", "w3")
SUPPORTED, OPEN = Verdict.SUPPORTED, Verdict.INCONCLUSIVE


def point(wave: str, verdict: Verdict = SUPPORTED) -> Point:
    return Point(
        wave=wave, at=date(2026, int(wave[1:]), 1), estimate=0.5, se=0.02, df=99, ci_low=None,
        ci_high=None, n=100, n_effective=100, verdict=verdict, comparable=True,
    )  # fmt: skip


def change(
    after: str, *, since: Since = "previous", estimate: float = 0.1, significant: bool = True
) -> ChangeFound:
    return ChangeFound(
        since=since, before="w1", after=after, estimate=estimate, se=0.02, df=198, ci_low=0.06,
        ci_high=0.14, p_value=1e-6, p_adjusted=0.001, significant=significant, overlap=0,
    )  # fmt: skip


def slope(last: str, *, significant: bool = True) -> SlopeFound:
    return SlopeFound(
        first="w1", last=last, waves=3, estimate=0.4, se=0.05, df=198, ci_low=0.3, ci_high=0.5,
        p_value=1e-6, lack_of_fit_p=0.5, p_adjusted=0.001, significant=significant,
    )  # fmt: skip


def line(
    *points: Point,
    changes: Sequence[ChangeFound] = (),
    slopes: Sequence[SlopeFound] = (),
    level: str | None = None,
    breaks: tuple[Break, ...] = (),
) -> Series:
    return Series(
        hypothesis="h1", segment="region" if level else None, level=level, unit="share",
        points=points or tuple(map(point, WAVES)), changes=tuple(changes), slopes=tuple(slopes),
        breaks=breaks,
    )  # fmt: skip


def kinds(*series: Series) -> list[tuple[str, str | None]]:
    return [(one.kind, one.level) for one in build_news(series, (), WAVES)]


def test_a_significant_change_is_news_and_tells_both_verdicts() -> None:
    points = (point("w1"), point("w2", OPEN), point("w3"))

    [news] = build_news([line(*points, changes=[change("w3")])], (), WAVES)

    assert (news.kind, news.verdict_before, news.verdict) == ("change_previous", OPEN, SUPPORTED)
    assert (news.since, news.estimate, news.p_adjusted) == ("w1", 0.1, 0.001)


def test_a_change_of_an_earlier_wave_is_no_news_any_more() -> None:
    assert kinds(line(changes=[change("w2"), change("w3", significant=False)])) == []


def test_a_distance_from_the_baseline_is_news_once() -> None:
    first = change("w2", since="baseline")
    again = change("w3", since="baseline")
    back = change("w3", since="baseline", estimate=-0.1)

    assert kinds(line(changes=[again])) == [("change_baseline", None)]
    assert kinds(line(changes=[first, again])) == []
    assert kinds(line(changes=[first, back])) == [("change_baseline", None)]


def test_a_slope_is_news_once() -> None:
    assert kinds(line(slopes=[slope("w3")])) == [("slope", None)]
    assert kinds(line(slopes=[slope("w2"), slope("w3")])) == []


def test_another_verdict_without_a_change_is_told_as_such_of_the_whole_audience() -> None:
    points = (point("w1"), point("w2", OPEN), point("w3"))
    quiet = change("w3", significant=False)

    assert kinds(line(*points, changes=[quiet]), line(*points, level="north")) == [
        ("verdict_only", None)
    ]


def test_a_break_is_told_and_hides_no_other_news() -> None:
    broken = line(
        point("w1"), point("w2"), point("w3", OPEN), breaks=(Break(wave="w3", reasons=("scale",)),)
    )

    [news] = build_news([broken], (), WAVES)

    assert (news.kind, news.reasons) == ("broken", ("scale",))


def test_what_ended_before_the_newest_wave_is_silent() -> None:
    assert kinds(line(point("w1"), point("w2"), changes=[change("w2")])) == []


def test_changes_come_first_and_the_whole_audience_before_its_segments() -> None:
    found = kinds(
        line(changes=[change("w3", since="baseline")]),
        line(changes=[change("w3")], level="north"),
        line(changes=[change("w3")]),
        line(point("w3")),
    )

    assert found == [
        ("change_previous", None),
        ("change_previous", "north"),
        ("change_baseline", None),
        ("new", None),
    ]


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [(OPEN, SUPPORTED, 1), (SUPPORTED, SUPPORTED, 0), (SUPPORTED, OPEN, 0)],
)
def test_a_claim_about_waves_is_news_when_it_is_settled(
    before: Verdict, now: Verdict, told: int
) -> None:
    claims = [
        ClaimFound(
            hypothesis="h1",
            wave=wave,
            kind="trend",
            unit="share",
            low=0,
            high=None,
            verdict=verdict,
        )
        for wave, verdict in (("w2", before), ("w3", now))
    ]

    assert len(build_news([], claims, WAVES)) == told
