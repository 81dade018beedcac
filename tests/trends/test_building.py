from collections.abc import Callable, Iterable, Sequence

import pytest

from tests.trends.making import SHARE, make_study, make_wave
from validation.errors import ResponseError
from validation.study import Study
from validation.trends import Trend, WaveMaterial, build_trend

STUDY = make_study(SHARE, {"kind": "level", "item": "quality", "at_least": 5})
SPLIT = make_study(SHARE, audience={"segments": ["region"]})
N = 400


def yes(share: float, n: int = N) -> list[int]:
    """Answers of which this share is yes, spread evenly."""
    return [int((at + 1) * share) - int(at * share) for at in range(n)]


def waves(
    shares: Iterable[float],
    *,
    study: Study = STUDY,
    people: tuple[int, ...] | None = None,
    answers: Callable[[float], list[int]] = yes,
) -> list[WaveMaterial]:
    return [
        make_wave(study, 1 + 3 * at, yes=answers(one), people=people)
        for at, one in enumerate(shares)
    ]


def kinds(trend: Trend) -> list[tuple[str, str, str | None]]:
    return [(one.kind, one.hypothesis, one.level) for one in trend.news]


def test_a_wave_that_changed_is_news_and_the_next_that_stays_there_is_not() -> None:
    material = waves([0.5, 0.5, 0.75, 0.75])

    third = build_trend(STUDY, material[:3])
    fourth = build_trend(STUDY, material, before=third)

    assert ("change_previous", "h1", None) in kinds(third)
    assert fourth.news == ()


def test_a_first_wave_is_new_and_spends_nothing() -> None:
    trend = build_trend(STUDY, waves([0.5]))

    assert kinds(trend) == [("new", "h1", None), ("new", "h2", None)]
    assert trend.budget.spent == 0
    assert trend.series[0].changes == ()


def test_the_points_are_those_of_the_assessments() -> None:
    material = waves([0.4, 0.6])

    points = build_trend(STUDY, material).series[0].points

    for point, wave in zip(points, material, strict=True):
        verdict = wave.assessment.hypotheses[0]
        assert (point.estimate, point.se, point.ci_low) == (
            verdict.estimate, verdict.se, verdict.ci_low,
        )  # fmt: skip
        assert point.verdict == verdict.verdict


def test_a_verdict_that_differs_without_a_change_is_the_same_level() -> None:
    material = waves([0.54, 0.56])
    verdicts = [wave.assessment.hypotheses[0].verdict for wave in material]
    assert verdicts == ["inconclusive", "supported"]

    trend = build_trend(STUDY, material)

    [news] = trend.news
    assert (news.kind, news.verdict_before, news.verdict) == ("verdict_only", *verdicts)


def test_what_was_decided_stays_decided() -> None:
    material = waves([0.5, 0.62, 0.5, 0.62, 0.5])

    at_once = build_trend(STUDY, material)
    step_by_step: Trend | None = None
    for count in range(1, len(material) + 1):
        step_by_step = build_trend(STUDY, material[:count], before=step_by_step)

    assert step_by_step == at_once
    assert build_trend(STUDY, material, before=at_once) == at_once


def test_an_earlier_decision_is_not_taken_again_from_other_answers() -> None:
    material = waves([0.5, 0.5, 0.5])
    before = build_trend(STUDY, material[:2])
    material[1] = make_wave(STUDY, 4, yes=yes(0.8))

    trend = build_trend(STUDY, material, before=before)

    assert [one.significant for one in trend.series[0].changes if one.after == "wave-4"] == [False]


def test_the_same_people_make_a_change_surer() -> None:
    def first_ones(share: float) -> list[int]:
        return [int(at < share * N) for at in range(N)]

    people = tuple(range(N))
    material = waves([0.5, 0.6], people=people, answers=first_ones)
    panel = build_trend(STUDY, material).series[0].changes[0]
    fresh = build_trend(STUDY, waves([0.5, 0.6])).series[0].changes[0]

    # of 400 people 40 changed their mind: the change is the mean of 40 ones among zeros
    assert panel.se == pytest.approx((0.1 * 0.9 / (N - 1)) ** 0.5)
    assert panel.estimate == pytest.approx(fresh.estimate)
    assert (panel.overlap, fresh.overlap) == (N, 0)
    assert panel.p_value < fresh.p_value / 100


def test_levels_of_segments_have_series_of_their_own() -> None:
    def wave(month: int, south: float) -> WaveMaterial:
        return make_wave(SPLIT, month, yes=yes(0.5, 200) + yes(south, 200))

    trend = build_trend(SPLIT, [wave(1, 0.5), wave(4, 0.9)])

    assert [line.level for line in trend.series] == [None, "north", "south"]
    assert kinds(trend) == [("change_previous", "h1", None), ("change_previous", "h1", "south")]


def test_another_scale_breaks_the_series_and_nothing_is_compared_across() -> None:
    study = make_study(SHARE)
    other = study.model_dump(mode="json", by_alias=True)
    other["items"][0]["text"] = "Would you buy it, if you could?"
    changed = study.model_validate(other)
    material = [
        *waves([0.3, 0.3], study=study),
        make_wave(changed, 10, yes=yes(0.8)),
        make_wave(changed, 13, yes=yes(0.8)),
    ]

    trend = build_trend(changed, material)
    line = trend.series[0]

    assert [(one.wave, one.reasons) for one in line.breaks] == [("wave-10", ("wording",))]
    assert [(one.before, one.after) for one in line.changes] == [
        ("wave-1", "wave-4"),
        ("wave-10", "wave-13"),
    ]
    assert [point.comparable for point in line.points] == [False, False, True, True]
    assert kinds(build_trend(changed, material[:3])) == [("broken", "h1", None)]


def test_another_mode_breaks_every_series() -> None:
    material = [make_wave(STUDY, 1, mode="invite"), make_wave(STUDY, 4, mode="open_link")]

    trend = build_trend(STUDY, material)

    assert {line.breaks[0].reasons for line in trend.series} == {("mode",)}


def test_a_named_baseline_is_compared_with() -> None:
    material = [
        *waves([0.5, 0.3, 0.6]),
        make_wave(STUDY, 10, yes=yes(0.6), baseline="wave-4", phase="after"),
    ]

    change = build_trend(STUDY, material).series[0].change("baseline")

    assert change is not None
    assert change.before == "wave-4"
    assert change.estimate == pytest.approx(0.3)


def test_a_wave_with_too_few_answers_is_shown_and_not_tested() -> None:
    material = [
        make_wave(STUDY, 1, yes=yes(0.5)),
        make_wave(STUDY, 4, yes=yes(0.9, 20)),
        make_wave(STUDY, 7, yes=yes(0.5)),
    ]

    line = build_trend(STUDY, material).series[0]

    assert [point.n for point in line.points] == [N, 20, N]
    assert [(one.before, one.after) for one in line.changes] == [("wave-1", "wave-7")]


def test_a_claim_whose_estimates_are_not_comparable_has_points_alone() -> None:
    study = make_study(
        {"kind": "distribution", "item": "bought", "shares": {"yes": 0.5, "no": 0.5}, "within": 0.1}
    )

    [line] = build_trend(study, waves([0.3, 0.9], study=study)).series

    assert len(line.points) == 2
    assert line.changes == ()


def test_answers_that_are_not_kept_any_more_are_compared_as_if_of_other_people() -> None:
    people = tuple(range(N))
    material = waves([0.5, 0.6], people=people)
    [gone] = [
        WaveMaterial(one.wave, one.at, one.questionnaire, None, one.assessment, people)
        for one in material[:1]
    ]

    [change] = build_trend(STUDY, [gone, material[1]]).series[0].changes

    assert change.overlap == 0
    assert change.se == pytest.approx(sum(se**2 for se in _ses(material)) ** 0.5)


def test_a_trend_is_the_same_after_it_was_kept() -> None:
    trend = build_trend(SPLIT, waves([0.5, 0.7, 0.5], study=SPLIT))

    assert Trend.model_validate_json(trend.model_dump_json()) == trend


def test_waves_out_of_order_are_refused() -> None:
    with pytest.raises(ResponseError, match="cannot be lined up"):
        build_trend(STUDY, waves([0.5, 0.5])[::-1])


def _ses(material: Sequence[WaveMaterial]) -> list[float]:
    found = [wave.assessment.hypotheses[0].se for wave in material]
    return [one for one in found if one is not None]
