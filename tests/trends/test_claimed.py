from collections.abc import Iterable

import pytest

from tests.trends.making import SHARE, make_study, make_wave
from validation.trends import Trend, WaveMaterial, build_trend, complete_assessment
from validation.verdicts import Verdict

N = 800
MOVES = {"item": "bought", "of": "share", "options": ["yes"]}


def lined(shares: Iterable[float], *claims: dict[str, object]) -> tuple[list[WaveMaterial], Trend]:
    study = make_study(*({**(MOVES if claim is not SHARE else {}), **claim} for claim in claims))
    material = [
        make_wave(study, 1 + 3 * at, yes=[int((i + 1) * one) - int(i * one) for i in range(N)])
        for at, one in enumerate(shares)
    ]
    return material, build_trend(study, material)


def verdicts(shares: Iterable[float], *claims: dict[str, object]) -> list[str]:
    material, trend = lined(shares, *claims)
    return [str(one.verdict) for one in trend.claims if one.wave == material[-1].wave]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ({"kind": "change"}, "supported"),
        ({"kind": "change", "direction": "down"}, "refuted"),
        ({"kind": "change", "by": 0.1}, "supported"),
        ({"kind": "change", "by": 0.2}, "inconclusive"),
        ({"kind": "change", "by": 0.4}, "refuted"),
        ({"kind": "change", "since": "baseline", "direction": "down"}, "refuted"),
        ({"kind": "change", "since": "wave-1"}, "supported"),
        ({"kind": "trend"}, "supported"),
        ({"kind": "trend", "direction": "down"}, "refuted"),
        ({"kind": "trend", "direction": "steady", "within": 0.1}, "refuted"),
        ({"kind": "trend", "direction": "steady", "within": 2}, "supported"),
    ],
)
def test_a_share_that_rose_by_20_points_settles_the_claim(
    claim: dict[str, object], verdict: str
) -> None:
    assert verdicts([0.5, 0.5, 0.7], claim) == [verdict]


def test_where_nothing_changed_nothing_is_claimed_to_have() -> None:
    claims: list[dict[str, object]] = [
        {"kind": "change"},
        {"kind": "change", "direction": "down"},
        {"kind": "trend"},
    ]

    assert verdicts([0.5, 0.51, 0.5], *claims) == ["inconclusive"] * 3


@pytest.mark.parametrize(
    ("claim", "waves", "found", "must"),
    [
        ({"kind": "change"}, 1, 1, 2),
        ({"kind": "trend"}, 2, 2, 3),
        ({"kind": "change", "since": "never"}, 2, 1, 2),
    ],
)
def test_too_few_waves_are_told(
    claim: dict[str, object], waves: int, found: int, must: int
) -> None:
    _, trend = lined([0.5] * waves, claim)

    told = trend.claims[-1]
    assert told.verdict == Verdict.TOO_FEW
    [shortage] = told.shortages
    assert (shortage.what, shortage.found, shortage.must) == ("waves", found, must)


def test_in_the_second_wave_the_baseline_is_the_wave_before() -> None:
    _, trend = lined([0.5, 0.7], {"kind": "change", "since": "baseline"})

    assert (trend.claims[-1].since, trend.claims[-1].verdict) == ("wave-1", "supported")


def test_a_claim_of_a_change_and_the_change_itself_are_one_test() -> None:
    _, trend = lined([0.5, 0.58], {"kind": "change"})

    change = trend.series[0].change("previous")
    assert change is not None
    assert trend.claims[-1].p_adjusted == change.p_adjusted
    assert trend.claims[-1].p_value == pytest.approx(change.p_value)
    assert trend.budget.shares[-1].tests == 1


def test_the_assessment_is_completed_with_what_one_wave_could_not_say() -> None:
    material, trend = lined([0.5, 0.7], {"kind": "change"}, SHARE)
    [before, other] = material[-1].assessment.hypotheses
    assert (before.verdict, before.shortages[0].what) == (Verdict.TOO_FEW, "waves")

    newest = material[-1]
    [after, same] = complete_assessment(newest.assessment, trend, newest.wave).hypotheses

    assert (after.verdict, after.shortages, after.n) == (Verdict.SUPPORTED, (), N)
    assert after.estimate == pytest.approx(0.2)
    assert after.ci_low is not None
    assert after.ci_low < 0.2
    assert same == other


def test_the_level_that_moves_has_points_without_verdicts() -> None:
    _, trend = lined([0.5, 0.7], {"kind": "change"})

    assert [(one.estimate, one.verdict) for one in trend.series[0].points] == [
        (0.5, None),
        (pytest.approx(0.7), None),
    ]


def test_what_was_judged_stays_judged() -> None:
    material, trend = lined([0.5, 0.7, 0.7], {"kind": "change"})
    study = make_study({**MOVES, "kind": "change"})
    before = build_trend(study, material[:2])

    assert build_trend(study, material, before=before) == trend
