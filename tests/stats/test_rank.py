import numpy as np

from validation.stats.rank import replicate_rank


def test_it_is_the_rank_of_the_matrix() -> None:
    rng = np.random.default_rng(3)
    thin = rng.normal(size=(500, 7)) @ rng.normal(size=(7, 30))
    assert replicate_rank(thin, np.arange(500)) == np.linalg.matrix_rank(thin) == 7


def test_only_the_given_units_count() -> None:
    jackknife = (np.ones((6, 6)) - np.eye(6)) * 6 / 5
    assert [replicate_rank(jackknife, np.arange(units)) for units in (6, 4, 1)] == [6, 4, 1]


def test_units_without_any_weight_have_rank_0() -> None:
    assert replicate_rank(np.zeros((3, 2)), np.arange(3)) == 0


def test_full_rank_that_few_units_do_not_show_is_found() -> None:
    rare = np.zeros((1000, 2))
    rare[:, 0], rare[501, 1] = 1, 1
    assert replicate_rank(rare, np.arange(1000)) == 2
