import numpy as np
import pytest
from scipy import stats as scipy_stats

from tests.trends.making import make_study
from tests.trends.numbers import make_lined
from validation.files import read_library
from validation.questionnaire import bind_claims, build_questionnaire
from validation.trends import ChangePlan
from validation.trends.deciding import planned_weights
from validation.trends.planning import detectable_changes
from validation.verdicts import Assumed, build_plan, sizes


def test_a_test_can_count_on_its_part_of_an_equal_share_of_eleven_waves() -> None:
    assert ChangePlan(hypotheses=1).alpha == pytest.approx(0.7 * 0.05 / 11)
    assert ChangePlan(hypotheses=20, horizon=5).alpha == pytest.approx(0.7 * 0.05 / 80)


def test_answers_effect_and_power_agree() -> None:
    plan = ChangePlan(hypotheses=20, deff=1.3)
    n = plan.required_n(0.1, 0.5)

    assert plan.detectable(n, 0.5) == pytest.approx(0.1, rel=1e-3)
    assert plan.power(0.1, 0.5, n) == pytest.approx(0.8, abs=1e-3)


def test_the_answers_are_those_of_two_independent_means() -> None:
    plan = ChangePlan(hypotheses=20)
    quantiles = scipy_stats.norm.isf(plan.alpha / 2) + scipy_stats.norm.isf(0.2)

    assert plan.required_n(0.1, 0.5) == np.ceil(2 * (0.5 * quantiles / 0.1) ** 2)


def test_asking_the_same_people_again_takes_fewer() -> None:
    fresh, panel = ChangePlan(20), ChangePlan(20, overlap=1.0, correlation=0.5)

    assert panel.required_n(0.1, 0.5) == pytest.approx(fresh.required_n(0.1, 0.5) / 2, abs=1)


def test_what_the_next_wave_finds_is_so_many_standard_errors_of_a_change() -> None:
    lined = make_lined([[1, 2], [1, 2]], hypothesis=np.zeros(2, np.intp), part=np.array([0, 1]))

    found = detectable_changes(lined, 0.05 / 11)

    for row, weight in enumerate(planned_weights(1)):
        alpha = weight * 0.05 / 11
        quantiles = scipy_stats.norm.isf(alpha / 2) + scipy_stats.norm.isf(0.2)
        assert found[row] == pytest.approx(quantiles * 2**0.5)


def test_a_series_that_ended_has_nothing_to_detect() -> None:
    found = detectable_changes(make_lined([[1, 2], [1, float("nan")]]), 0.05 / 11)

    assert np.isnan(found).tolist() == [False, True]


def test_the_size_of_a_study_counts_on_the_same_part_of_the_budget() -> None:
    change = {"kind": "change", "item": "bought", "of": "share", "options": ["yes"], "effect": 0.1}
    study = make_study(change, change)
    questionnaire = build_questionnaire(study, read_library())
    plan = build_plan(bind_claims(study, questionnaire), questionnaire)

    [size, _] = sizes(plan, questionnaire.asked(), Assumed())

    assert size.answers == ChangePlan(hypotheses=2).required_n(0.1, 0.5)
