import numpy as np
import pytest

from validation.claims import Missing
from validation.questionnaire import Questionnaire
from validation.simulation import Given, Makeup, Population, build_population


def test_everybody_answers_every_item_but_open_ones(people: Population) -> None:
    asked = {"quality", "price", "channel", "met", "liked", "age", "ages", "advice"}

    assert asked <= people.columns.keys()
    assert "words" not in people.columns


def test_only_those_who_are_shown_an_item_answer_it(people: Population) -> None:
    shop = people.columns["channel"].counted(["shop"]) == 1
    missing = people.columns["advice"].missing

    assert (missing[shop] == 0).all()
    assert (missing[~shop] == Missing.NOT_SHOWN).all()


def test_bands_are_derived(people: Population) -> None:
    ages = people.columns["age"].values()

    assert np.array_equal(people.columns["ages"].counted(["young"]) == 1, ages <= 34)


def test_the_same_seed_gives_the_same_audience(questionnaire: Questionnaire) -> None:
    one, two, other = (
        build_population(questionnaire, Makeup(500), seed=seed).columns["quality"].values()
        for seed in (1, 1, 2)
    )

    assert np.array_equal(one, two)
    assert not np.array_equal(one, other)


def test_what_is_given_of_an_item_holds(questionnaire: Questionnaire) -> None:
    makeup = Makeup(20_000, given={"quality": Given(mean=8.5)})

    rated = build_population(questionnaire, makeup, seed=1).columns["quality"].values()

    assert rated.mean() == pytest.approx(8.5, abs=0.05)


def test_clusters_lie_within_strata_of_unequal_size(people: Population) -> None:
    pairs = {*zip(people.clusters.tolist(), people.strata.tolist(), strict=True)}

    assert len(pairs) == len(set(people.clusters.tolist())) == 40
    assert np.bincount(people.strata) / people.n == pytest.approx([0.1, 0.2, 0.3, 0.4])


def test_chances_are_the_weights_of_the_frame_and_add_up(people: Population) -> None:
    doubled = people.with_chances(np.where(people.strata == 0, 2.0, 1.0))

    assert doubled.chances.sum() == pytest.approx(1)
    weights = doubled.frame().design.weights
    assert weights[0] == pytest.approx(2 * weights[-1])
