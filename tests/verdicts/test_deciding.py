from collections.abc import Callable

import numpy as np
import pytest

from validation import stats
from validation.claims import Compared, Outcome
from validation.study import Decision
from validation.verdicts import Verdict
from validation.verdicts.deciding import decide, is_wide, p_value, shortages

ENOUGH = (Compared("all", 100, 90.0, 99),)


def outcome(support: float, refute: float) -> Outcome:
    estimate = stats.mean(stats.Design(4), [1, 2, 3, 4])
    return Outcome(estimate, support, refute, ENOUGH)


@pytest.fixture
def share() -> Callable[[int, int], Outcome]:
    def make(yes: int, n: int) -> Outcome:
        found = stats.share(stats.Design(n), np.arange(n) < yes, interval="beta")
        return Outcome(found, 1.0, 1.0, ENOUGH)

    return make


@pytest.mark.parametrize(
    ("support", "refute", "adjusted", "verdict"),
    [
        (0.01, 1.0, 0.04, Verdict.SUPPORTED),
        (1.0, 0.01, 0.04, Verdict.REFUTED),
        (0.01, 1.0, 0.06, Verdict.INCONCLUSIVE),
        (1.0, 0.01, 0.06, Verdict.INCONCLUSIVE),
        (1.0, 1.0, 1.0, Verdict.INCONCLUSIVE),
    ],
)
def test_the_corrected_p_value_decides_and_the_smaller_side_says_which(
    support: float, refute: float, adjusted: float, verdict: Verdict
) -> None:
    assert decide(outcome(support, refute), adjusted, Decision()) is verdict


def test_the_p_value_is_that_of_the_nearer_side() -> None:
    assert p_value(outcome(0.3, 0.9)) == 0.3
    assert p_value(outcome(0.9, 0.2)) == 0.2


@pytest.mark.parametrize(
    ("group", "lacks"),
    [
        (Compared("all", 30, 30.0, 8), []),
        (Compared("all", 29, 30.0, 8), [("n", 29, 30)]),
        (Compared("all", 60, 20.5, 59), [("n_effective", 20.5, 30)]),
        (Compared("all", 60, 50.0, 7), [("df", 7, 8)]),
        (Compared("a", 1, 1.0, 0), [("n", 1, 30), ("n_effective", 1, 30), ("df", 0, 8)]),
    ],
)
def test_a_verdict_needs_answers_effective_answers_and_degrees_of_freedom(
    group: Compared, lacks: list[tuple[str, float, float]]
) -> None:
    found = list(shortages([group], Decision()))
    assert [(one.what, one.found, one.must) for one in found] == lacks
    assert {one.group for one in found} <= {group.name}


def test_each_group_compared_needs_them() -> None:
    groups = [Compared("old", 100, 90.0, 99), Compared("young", 12, 11.0, 11)]
    found = list(shortages(groups, Decision(minimum_answers=12)))
    assert [(one.group, one.what) for one in found] == [("young", "n_effective")]


# Parker et al. 2017: wider than 0.30, or wider than 0.05 and than 1.3 times the share
@pytest.mark.parametrize(
    ("yes", "n", "wide"),
    [
        (18, 36, True),  # scipy: beta.ppf of 36 - 1 effective answers: 0.33 to 0.67
        (100, 200, False),  # 0.43 to 0.57
        (2, 60, True),  # 0.00 to 0.12, of 0.03
        (3, 3000, False),  # narrower than 0.05
        (0, 40, True),  # 0 to 0.088
    ],
)
def test_wide_is_what_the_presentation_standards_call_so(
    yes: int, n: int, *, wide: bool, share: Callable[[int, int], Outcome]
) -> None:
    assert is_wide(share(yes, n)) is wide


def test_without_an_estimate_nothing_is_wide() -> None:
    assert not is_wide(None)
