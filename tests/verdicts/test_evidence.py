from dataclasses import replace

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from tests.verdicts.kinds import KINDS, LEVEL, RULE, claim, frame_of, ratings, told
from validation.claims import Frame
from validation.stats import Design
from validation.study import Decision
from validation.verdicts import Verdict
from validation.verdicts.evidence import Evidence, gather, settle


@pytest.mark.parametrize("content", KINDS, ids=str)
def test_an_item_nobody_was_asked_gives_too_few_answers(content: dict[str, object]) -> None:
    frame = Frame({"other": ratings([1, 2])}, Design(2))
    found = told(content, frame)
    assert (found.verdict, found.n, found.estimate) == (Verdict.TOO_FEW, 0, None)
    assert [(one.what, one.found, one.must) for one in found.shortages] == [("answers", 0, 1)]


@pytest.mark.parametrize("content", KINDS, ids=str)
def test_a_part_with_nobody_or_one_gives_too_few_answers(content: dict[str, object]) -> None:
    frame = frame_of(60)
    for part in (np.zeros(60, dtype=bool), np.arange(60) == 0):
        found = settle([gather(claim(content), frame, part, RULE)], RULE)[0]
        assert found.verdict is Verdict.TOO_FEW
        assert (found.p_value, found.p_adjusted) == (None, None)
        assert found.shortages
        numbers = (found.estimate, found.ci_low, found.ci_high, found.se, found.df, found.deff)
        assert not any(number is not None and np.isnan(number) for number in numbers)


@pytest.mark.parametrize("content", KINDS, ids=str)
def test_answers_that_are_all_the_same_give_a_number_or_what_is_lacking(
    content: dict[str, object],
) -> None:
    found = told(content, frame_of(60, quality=[8] * 60, price=[8] * 60, group=[0] * 60))
    numbers = [found.estimate, found.ci_low, found.ci_high, found.p_value, found.p_adjusted]
    if found.verdict is Verdict.TOO_FEW:
        assert found.shortages
        assert found.p_value is None
    else:
        assert not any(number is None or np.isnan(number) for number in numbers)
        assert found.ci_low != found.ci_high


def test_a_correlation_of_a_constant_has_no_effective_answers() -> None:
    constant: dict[str, object] = {
        "kind": "association",
        "item": "quality",
        "with": "price",
        "direction": "positive",
    }
    found = told(constant, frame_of(60, price=[8] * 60))
    assert found.verdict is Verdict.TOO_FEW
    assert [(one.group, one.what, one.found) for one in found.shortages] == [
        ("both", "n_effective", 0)
    ]


def test_an_empty_group_is_named() -> None:
    found = told(KINDS[3], frame_of(60, group=[0] * 60))
    assert [(one.group, one.what) for one in found.shortages] == [("group b", "answers")]


def family(*p_values: float | None) -> list[Evidence]:
    """Levels whose p-values are those given; None has too few answers."""
    frame = frame_of(40)
    tested = gather(claim(LEVEL), frame, np.ones(40, dtype=bool), RULE)
    few = gather(claim(LEVEL), frame, np.arange(40) < 5, RULE)
    assert tested.outcome is not None
    outcome = tested.outcome
    return [
        few if p is None else replace(tested, outcome=replace(outcome, p_support=p, p_refute=1.0))
        for p in p_values
    ]


@pytest.mark.parametrize(("adjust", "method"), [("holm", "holm"), ("bh", "fdr_bh")])
def test_claims_without_a_test_stay_in_the_family(adjust: str, method: str) -> None:
    rule = Decision.model_validate({"adjust": adjust})
    found = settle(family(0.012, None, 0.04, 0.001), rule)
    adjusted = multipletests([0.012, 1.0, 0.04, 0.001], method=method)[1]
    assert [one.p_adjusted for one in found] == [
        pytest.approx(adjusted[0]),
        None,
        pytest.approx(adjusted[2]),
        pytest.approx(adjusted[3]),
    ]
    assert found[1].verdict is Verdict.TOO_FEW


def test_without_a_correction_each_stands_alone() -> None:
    found = settle(family(0.012, None, 0.04), Decision(adjust="none"))
    assert [one.p_adjusted for one in found] == [0.012, None, 0.04]
    assert [one.verdict for one in found] == [
        Verdict.SUPPORTED,
        Verdict.TOO_FEW,
        Verdict.SUPPORTED,
    ]


def test_an_empty_family_has_no_verdicts() -> None:
    assert settle([], RULE) == []
