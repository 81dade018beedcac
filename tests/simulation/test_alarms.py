"""Studies in which nothing changes raise an alarm as seldom as promised: a short run.

The whole one, whose figures stand in docs/statistics/trends.md, is
`python -m tests.simulation.alarms`.
"""

import pytest

from tests.simulation.alarms import alarms, power
from tests.simulation.repeated import Setup

# measuring the coverage of thousands of samples takes a sixth of their time
pytestmark = pytest.mark.no_cover
STUDIES = 60
ERROR = 0.05
# three standard errors of a rate of 5 % in 60 studies: what chance alone may add
CHANCE = 3 * (ERROR * (1 - ERROR) / STUDIES) ** 0.5


@pytest.mark.slow
@pytest.mark.parametrize("panel", [False, True], ids=["fresh", "panel"])
def test_studies_in_which_nothing_changes_seldom_raise_an_alarm(*, panel: bool) -> None:
    rate, _ = alarms(Setup(n=300, panel=panel), STUDIES)

    assert rate <= ERROR + CHANCE


@pytest.mark.slow
def test_the_planned_change_is_found_with_the_planned_power() -> None:
    rate, _ = power(0.15, STUDIES)

    assert rate == pytest.approx(0.8, abs=3 * (0.8 * 0.2 / STUDIES) ** 0.5)


@pytest.mark.slow
def test_without_a_budget_hundreds_of_tests_raise_alarms() -> None:
    rate, _ = alarms(Setup(n=300, waves=3), 20)
    unguarded, _ = alarms(Setup(n=300, waves=3, budget=2000.0), 20)

    assert unguarded > 0.9
    assert rate < unguarded / 3
