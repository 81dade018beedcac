from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import stats as scipy_stats

from validation.errors import WeightingError
from validation.verdicts import Verdict

Make = Callable[..., Any]
RATINGS = [7, 8, 9, 8, 8, 6, 7, 9, 10, 8] * 4


def test_each_hypothesis_has_its_verdict_under_the_rule_of_the_plan(
    study_of: Make, assessed: Make, rated: Make, framed: Make
) -> None:
    study = study_of(
        {},
        {"claim": {"kind": "level", "item": "quality", "at_most": 7}},
        {"claim": {"kind": "level", "item": "quality", "at_least": 8.1}},
        {"claim": {"kind": "level", "item": "price", "at_least": 5}},
    )
    found = assessed(study, framed(quality=rated(RATINGS)))
    assert [one.verdict for one in found.hypotheses] == [
        Verdict.SUPPORTED,
        Verdict.REFUTED,
        Verdict.INCONCLUSIVE,
        Verdict.TOO_FEW,
    ]
    assert (found.family, found.adjust, found.confidence, found.n) == (4, "holm", 0.95, 40)
    p = scipy_stats.ttest_1samp(RATINGS, 7).pvalue
    assert found.hypotheses[0].p_value == pytest.approx(p)
    assert found.hypotheses[0].p_adjusted == pytest.approx(4 * p)
    assert (found.hypotheses[0].low, found.hypotheses[0].high) == (7, None)


def test_a_claim_about_several_waves_makes_no_other_claim_stricter(
    study_of: Make, assessed: Make, rated: Make, framed: Make
) -> None:
    rises = {"claim": {"kind": "trend", "item": "quality"}}
    frame = framed(quality=rated(RATINGS))
    alone, beside = assessed(study_of({}), frame), assessed(study_of({}, rises), frame)
    first, second = beside.hypotheses
    assert (beside.family, first.p_adjusted) == (1, alone.hypotheses[0].p_adjusted)
    assert (second.verdict, second.shortages[0].what) == (Verdict.TOO_FEW, "waves")


def test_a_persona_is_a_part_of_the_audience(
    study_of: Make, assessed: Make, rated: Make, chosen: Make, framed: Make
) -> None:
    personas = [{"id": "webber", "title": "On the web", "when": {"channel": ["web", "phone"]}}]
    study = study_of({"persona": "webber"}, {}, personas=personas)
    channels = chosen(["web", "shop"] * 20, ("shop", "web", "phone"))
    frame = framed(quality=rated([9, 8, 9, 3] * 10), channel=channels)
    webbers, everybody = assessed(study, frame).hypotheses
    assert (webbers.persona, webbers.n, webbers.estimate) == ("webber", 20, 9)
    assert (everybody.n, everybody.estimate) == (40, 7.25)
    assert webbers.verdict is Verdict.TOO_FEW


def test_a_persona_that_nothing_tells_apart_has_too_few_answers(
    study_of: Make, assessed: Make, rated: Make, framed: Make
) -> None:
    personas = [{"id": "webber", "title": "On the web", "when": {"channel": ["web"]}}]
    study = study_of({"persona": "webber"}, personas=personas)
    (found,) = assessed(study, framed(quality=rated(RATINGS))).hypotheses
    assert (found.verdict, found.n) == (Verdict.TOO_FEW, 0)


def test_a_forecast_is_compared_with_the_interval(
    study_of: Make, assessed: Make, rated: Make, framed: Make
) -> None:
    study = study_of({"forecast": {"sales": 8.2, "service": 5}})
    (found,) = assessed(study, framed(quality=rated(RATINGS))).hypotheses
    # scipy: mean(RATINGS) is 8.0, ttest_1samp(RATINGS, 7).confidence_interval() 7.65 to 8.35
    sales, service = found.gaps
    assert (sales.role, sales.gap, sales.outside) == ("sales", pytest.approx(0.2), False)
    assert (service.gap, service.outside) == (-3, True)


def test_a_forecast_without_answers_has_no_gap(
    study_of: Make, assessed: Make, rated: Make, framed: Make
) -> None:
    study = study_of({"forecast": {"sales": 8.2}})
    (found,) = assessed(study, framed(price=rated(RATINGS))).hypotheses
    assert [(one.gap, one.outside) for one in found.gaps] == [(None, None)]


def test_an_open_claim_tells_the_answers_that_a_new_wave_would_need(
    study_of: Make, assessed: Make, rated: Make, framed: Make
) -> None:
    open_claim = {"kind": "level", "item": "quality", "at_least": 8.1, "effect": 0.2}
    found = assessed(study_of({"claim": open_claim}, {}), framed(quality=rated(RATINGS)))
    sd = np.std(RATINGS, ddof=1)
    quantiles = scipy_stats.norm.ppf(1 - 0.025 / 2) + scipy_stats.norm.ppf(0.8)
    assert found.hypotheses[0].answers_needed == np.ceil((quantiles * sd / 0.2) ** 2)
    assert found.hypotheses[1].answers_needed is None


def test_a_wide_share_is_marked_and_a_wide_mean_is_not(
    study_of: Make, assessed: Make, rated: Make, framed: Make
) -> None:
    study = study_of(
        {"claim": {"kind": "share", "item": "quality", "from": 8, "at_least": 0.2}},
        {"claim": {"kind": "score", "item": "quality", "score": "top_two", "at_least": 0.2}},
        {},
    )
    (share, top, level) = assessed(study, framed(quality=rated([3, 9] * 18))).hypotheses
    assert (share.wide, top.wide, level.wide) == (True, True, False)
    assert share.verdict is Verdict.SUPPORTED


def test_tests_stand_beside_the_verdicts_that_have_some(
    study_of: Make, assessed: Make, rated: Make, chosen: Make, framed: Make
) -> None:
    content = {"kind": "association", "item": "quality", "with": "channel"}
    channels = chosen((["web"] * 3 + ["shop"]) * 10, ("shop", "web", "phone"))
    study = study_of({"claim": content}, {})
    found = assessed(study, framed(quality=rated(RATINGS), channel=channels)).hypotheses
    assert [one.name for one in found[0].beside] == ["rao_scott"]
    assert found[1].beside == ()


def test_weights_change_the_numbers_and_are_told(
    study_of: Make, assessed: Make, rated: Make, chosen: Make, framed: Make
) -> None:
    margins = {"channel": {"shop": 0.5, "web": 0.5, "phone": 0}}
    channels = chosen(["shop"] * 10 + ["web"] * 30, ("shop", "web", "phone"))
    frame = framed(quality=rated([9] * 5 + [10] * 5 + [5, 6] * 15), channel=channels)
    found = assessed(study_of(audience={"margins": margins}), frame)
    assert found.hypotheses[0].estimate == pytest.approx((9.5 + 5.5) / 2)
    lines = found.hearing.margins
    assert [(one.level, one.n, one.after) for one in lines[:2]] == [
        ("shop", 10, pytest.approx(0.5)),
        ("web", 30, pytest.approx(0.5)),
    ]
    with pytest.raises(WeightingError):
        assessed(study_of(audience={"margins": {"region": {"n": 0.5, "s": 0.5}}}), frame)
