from collections.abc import Callable

import numpy as np
import pytest

from validation import stats
from validation.claims import Numbers
from validation.questionnaire import Questionnaire
from validation.simulation import Given, Makeup, Population, build_population, build_truth
from validation.simulation.settling import answer_shares
from validation.simulation.truths import make_true
from validation.verdicts import Planned

CLAIMS = (
    {"kind": "level", "item": "quality", "at_least": 8, "effect": 0.5},
    {"kind": "share", "item": "channel", "options": "web", "at_least": 0.7},
)


def test_the_truth_holds_and_nobody_stands_for_many(
    questionnaire: Questionnaire, planned_of: Callable[..., Planned]
) -> None:
    planned, makeup = planned_of(*CLAIMS), Makeup(4_000)
    found = build_truth(questionnaire, planned, makeup, "right", seed=7)
    tilted_only = make_true(build_population(questionnaire, makeup, seed=7), planned, "right")

    people = found.population
    rated = people.columns["quality"].values()
    assert found.missed == ()
    assert np.average(rated, weights=people.chances) == pytest.approx(8.5, abs=0.011)
    before, after = (stats.kish(one.population.chances).deff for one in (tilted_only, found))
    assert before > 2
    assert after < 1.05


def test_what_is_known_of_an_item_stays(
    questionnaire: Questionnaire, planned_of: Callable[..., Planned]
) -> None:
    makeup = Makeup(4_000, given={"met": Given(shares={"ad": 1.0, "friend": 0.3})})

    found = build_truth(questionnaire, planned_of(*CLAIMS), makeup, "right", seed=7).population

    assert found.columns["met"].counted(["ad"]).min() == 1


def test_shares_of_answers_leave_out_who_gave_none(people: Population) -> None:
    shares = answer_shares(people.columns["advice"], people.chances)

    assert shares is not None
    assert shares.sum() == pytest.approx(1)


def test_numbers_have_no_shares() -> None:
    assert answer_shares(Numbers(np.ones(2), np.zeros(2, np.int16)), np.full(2, 0.5)) is None
