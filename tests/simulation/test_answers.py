from typing import Any

import numpy as np
import pytest

from validation.claims import Choices, Missing, Numbers, Rankings, Selections
from validation.questionnaire import DerivedItem, Item
from validation.simulation.answers import AnyColumn, Given, answer, band, hidden, taken
from validation.simulation.latents import Latents, Likeness

PEOPLE = 20_000


@pytest.fixture
def latents() -> Latents:
    return Latents(Likeness(), np.arange(PEOPLE) // 20, np.random.default_rng(5))


def item(kind: str, *codes: str, **keys: object) -> Item:
    choices = [{"code": code, "label": code} for code in codes]
    content = {"id": "q", "type": kind, "text": "Q?", "choices": choices}
    return Item.model_validate(content | keys)


def test_ratings_have_the_mean_given(latents: Latents) -> None:
    found: Any = answer(item("rating", *"12345"), Given(mean=3.8), latents)

    assert found.values().mean() == pytest.approx(3.8, abs=0.03)
    assert found.scores == (1, 2, 3, 4, 5)


def test_ratings_may_have_shares_given(latents: Latents) -> None:
    shares = {"1": 0.7, "3": 0.1}
    found: Any = answer(item("rating", *"123"), Given(shares=shares), latents)

    assert np.bincount(found.codes) / PEOPLE == pytest.approx([0.7, 0.2, 0.1], abs=0.01)


def test_single_choices_share_out_what_is_not_given(latents: Latents) -> None:
    found: Any = answer(item("single", *"abc"), Given(shares={"a": 0.5}), latents)

    assert np.bincount(found.codes) / PEOPLE == pytest.approx([0.5, 0.25, 0.25], abs=0.01)


def test_options_of_a_multiple_choice_have_their_own_shares(latents: Latents) -> None:
    found: Any = answer(item("multi", *"ab"), Given(shares={"a": 0.2}), latents)

    assert isinstance(found, Selections)
    assert found.chosen.mean(axis=0) == pytest.approx([0.2, 0.5], abs=0.01)


def test_rankings_are_whole_and_favour_the_larger_share(latents: Latents) -> None:
    found: Any = answer(item("ranking", *"abc"), Given(shares={"b": 0.6}), latents)

    assert isinstance(found, Rankings)
    assert np.sort(found.ranks, axis=1).tolist() == [[1, 2, 3]] * PEOPLE
    assert found.counted(["b"]).mean() > 0.4


def test_numbers_lie_within_their_limits(latents: Latents) -> None:
    found: Any = answer(item("number", low=18, high=27), Given(), latents)

    assert np.bincount(found.values().astype(int))[18:] / PEOPLE == pytest.approx([0.1] * 10)


def test_open_questions_have_no_answers(latents: Latents) -> None:
    assert answer(item("text"), Given(), latents) is None


def test_bands_follow_the_numbers_and_their_missing() -> None:
    ages = Numbers(np.array([20.0, 40, 99, np.nan]), np.array([0, 0, 0, -3], np.int16))
    derived = DerivedItem(id="g", of="age", bands={"young": (None, 34), "old": (35, 94)})

    found = band(derived, ages)

    assert found.codes.tolist() == [0, 1, Missing.NOT_APPLICABLE, Missing.DONT_KNOW]


COLUMNS: list[AnyColumn] = [
    Choices(np.array([0, 1, 1], np.int16), ("a", "b")),
    Numbers(np.array([1.0, 2, 3]), np.zeros(3, np.int16)),
    Selections(np.eye(3, 2, dtype=np.int8), ("a", "b"), np.zeros(3, np.int16)),
    Rankings(np.array([[1, 2], [2, 1], [1, 2]], np.int8), ("a", "b"), np.zeros(3, np.int16)),
]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: type(column).__name__)
def test_people_may_come_up_twice_or_not_at_all(column: AnyColumn) -> None:
    rows = np.array([2, 2, 0])
    expected = column.counted(["b"])[rows]

    assert taken(column, rows).counted(["b"]).tolist() == expected.tolist()


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: type(column).__name__)
def test_who_is_not_shown_an_item_has_not_answered_it(column: AnyColumn) -> None:
    found = hidden(column, np.array([False, True, False]))

    assert found.missing.tolist() == [0, Missing.NOT_SHOWN, 0]
