from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.reporting.disclosure import (
    DisclosureError,
    Floor,
    guard_figures,
    guard_margins,
    guard_segments,
    guard_topline,
)
from validation.verdicts import (
    HypothesisVerdict,
    SegmentVerdict,
    Shortage,
    Topline,
    Verdict,
)
from validation.weighting import MarginLine

COUNTS = st.lists(st.integers(0, 40), min_size=1, max_size=8)
FLOORS = st.integers(5, 15)


def possible(shown: list[int | None], total: int) -> list[set[int]]:
    """Return what each hidden count can be, as far as the shown ones and the total tell."""
    hidden = [at for at, n in enumerate(shown) if n is None]
    rest = total - sum(n for n in shown if n is not None)
    # one hidden count takes what is left by the least, or the most, that the others can be
    return [set(range(1, rest - (len(hidden) - 1) + 1)) for _ in hidden]


@given(COUNTS, FLOORS)
def test_no_hidden_count_follows_from_the_total_and_those_shown(
    counts: list[int], minimum: int
) -> None:
    floor = Floor(minimum)
    if floor.covers(sum(counts)):
        assert all(floor.hides(counts))  # and so is the total
        return
    shown = [None if mark else n for n, mark in zip(counts, floor.hides(counts), strict=True)]
    assert not any(n is not None and floor.covers(n) for n in shown)
    assert all(len(values) > 1 for values in possible(shown, sum(counts)))
    hidden = sum(n for n, mark in zip(counts, floor.hides(counts), strict=True) if mark)
    assert hidden == 0 or hidden >= minimum


@given(COUNTS, FLOORS)
def test_no_stretch_of_a_scale_tells_of_a_few_people(counts: list[int], minimum: int) -> None:
    floor = Floor(minimum)
    runs = floor.runs(counts)
    assert [start for start, _ in runs] == [0, *(stop for _, stop in runs[:-1])]
    assert runs[-1][1] == len(counts)
    if floor.covers(sum(counts)):
        return
    for start, stop in runs:
        inside = [n for n in counts[start:stop] if n]
        assert not floor.covers(sum(inside))
        alone = len(inside) < 2
        assert alone or sum(inside) > len(inside) or stop - start == 1
        assert not alone or stop - start == 1


def test_the_next_larger_count_is_hidden_with_a_small_one() -> None:
    assert Floor(10).hides([90, 40, 4]) == (False, True, True)


def test_many_small_counts_protect_each_other_once_their_sum_is_large_enough() -> None:
    assert Floor(10).hides([90, 6, 7]) == (False, True, True)
    assert Floor(10).hides([90, 30, 4, 5]) == (False, True, True, True)


def test_a_floor_that_protects_nobody_is_refused() -> None:
    with pytest.raises(DisclosureError, match="found 4, must be 5 or more"):
        Floor(4)


def test_points_of_a_scale_are_joined(topline_of: Callable[..., Topline]) -> None:
    topline = topline_of("quality", {"1": 0, "2": 3, "3": 9, "4": 50, "5": 38})
    shown = guard_topline(topline, "rating", Floor(10))
    assert [(line.codes, line.n) for line in shown.lines] == [
        (("1",), 0),
        (("2", "3"), 12),
        (("4",), 50),
        (("5",), 38),
    ]
    assert shown.lines[1].share == pytest.approx(0.12)
    assert shown.hides


def test_single_choices_are_hidden(topline_of: Callable[..., Topline]) -> None:
    topline = topline_of("channel", {"shop": 60, "web": 30, "phone": 3})
    shown = guard_topline(topline, "single", Floor(10))
    assert [(line.n, line.share, line.weighted) for line in shown.lines[1:]] == [
        (None, None, None)
    ] * 2
    assert shown.lines[0].n == 60


def test_of_a_multiple_choice_what_nearly_everybody_chose_is_hidden_too() -> None:
    lines = [{"code": code, "n": n, "share": n / 90, "weighted": n / 90}
             for code, n in {"a": 85, "b": 40, "c": 2}.items()]  # fmt: skip
    topline = Topline.model_validate(
        {"item": "topics", "base": 90, "weighted_base": 90, "lines": lines, "missing": {}}
    )
    shown = guard_topline(topline, "multi", Floor(10))
    assert [line.n for line in shown.lines] == [None, 40, None]


def test_an_item_with_few_answers_shows_nothing(topline_of: Callable[..., Topline]) -> None:
    shown = guard_topline(topline_of("channel", {"shop": 6, "web": 0}), "single", Floor(10))
    assert shown.base is None
    assert shown.mean is None
    assert {line.n for line in shown.lines} == {None}


def test_small_kinds_of_missing_are_counted_together(topline_of: Callable[..., Topline]) -> None:
    counts = {"shop": 60, "web": 30}
    few = guard_topline(topline_of("channel", counts, refused=2, dont_know=20), "single", Floor())
    assert (few.missing, few.kinds) == (22, {})
    many = guard_topline(topline_of("channel", counts, refused=12), "single", Floor())
    assert many.kinds == {"refused": 12}


def segment(level: str, n: int) -> SegmentVerdict:
    return SegmentVerdict(
        variable="channel", level=level, verdict=Verdict.INCONCLUSIVE, estimate=0.5, ci_low=0.4,
        ci_high=0.6, n=n,
    )  # fmt: skip


def test_a_small_segment_is_hidden_with_the_next_and_keeps_its_word() -> None:
    segments = [segment("shop", 90), segment("web", 40), segment("phone", 4)]
    shop, web, phone = guard_segments(segments, Floor(10))
    assert shop.figures.n == 90
    for hidden in (web, phone):
        assert hidden.figures.verdict is Verdict.INCONCLUSIVE
        assert (hidden.figures.n, hidden.figures.estimate, hidden.figures.ci_low) == (None,) * 3


def test_a_verdict_on_few_people_has_no_numbers(
    verdict_of: Callable[..., HypothesisVerdict],
) -> None:
    assert guard_figures(verdict_of(n=9), Floor(10)).estimate is None
    assert guard_figures(verdict_of(n=10), Floor(10)).estimate == 0.704


def test_a_difference_from_a_group_of_a_few_people_has_no_numbers(
    verdict_of: Callable[..., HypothesisVerdict],
) -> None:
    few = Shortage(group="channel phone", what="n", found=4, must=30)
    shown = guard_figures(verdict_of("shops", shortages=(few,)), Floor(10))
    assert (shown.estimate, shown.n) == (None, None)


def margin(level: str, n: int) -> MarginLine:
    return MarginLine(item="age", level=level, n=n, target=0.3, before=n / 200, after=0.3)


def test_margins_hide_respondents_and_their_share_before_weighting() -> None:
    lines = [margin("young", 6), margin("middle", 90), margin("old", 100), margin("(no answer)", 4)]
    young, middle, old, unknown = guard_margins(lines, Floor(10))
    assert [(line.n, line.before) for line in (young, middle)] == [(None, None)] * 2
    assert old.n == 100
    assert unknown.n == 4  # how many did not answer is no answer
    assert young.target == 0.3
