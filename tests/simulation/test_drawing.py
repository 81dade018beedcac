import numpy as np
import pytest

from validation import stats
from validation.errors import StatisticsError
from validation.simulation import Population, Sampling, draw
from validation.simulation.drawing import draw_people

WAYS = [
    Sampling(400),
    Sampling(400, kish=1.6),
    Sampling(400, per_cluster=10),
    Sampling(400, stratified=True),
    Sampling(400, kish=1.3, per_cluster=10, stratified=True),
]


@pytest.mark.parametrize("sampling", WAYS, ids=str)
def test_weighted_means_of_many_samples_centre_on_the_truth(
    people: Population, sampling: Sampling
) -> None:
    unequal = people.with_chances(people.chances * np.exp(people.readiness / 3))
    rated = unequal.columns["quality"].values()
    truth = float(np.average(rated, weights=unequal.chances))
    random = np.random.default_rng(11)

    drawn = [draw(unequal, sampling, random) for _ in range(200)]
    means = [
        np.average(one.column("quality").values(), weights=one.design.weights) for one in drawn
    ]

    error = np.std(means) / len(means) ** 0.5
    assert np.mean(means) == pytest.approx(truth, abs=4 * error + 0.005)


@pytest.mark.parametrize("sampling", WAYS, ids=str)
def test_the_linearised_error_is_the_error_that_samples_have(
    people: Population, sampling: Sampling
) -> None:
    random = np.random.default_rng(12)
    found = []
    for _ in range(200):
        frame = draw(people, sampling, random)
        mean = stats.mean(frame.design, frame.column("quality").values())
        found.append((mean.estimate, mean.se))
    means, errors = np.array(found).T

    # the standard deviation of 200 means is itself known to about 5 per cent
    assert errors.mean() == pytest.approx(means.std(ddof=1), rel=0.2)


def test_unequal_weights_have_the_design_effect_asked_for(people: Population) -> None:
    random = np.random.default_rng(13)

    effects = [
        stats.kish(draw(people, Sampling(2_000, kish=1.5), random).design.weights).deff
        for _ in range(20)
    ]

    assert np.mean(effects) == pytest.approx(1.5, abs=0.03)


def test_ignoring_the_weights_would_mislead(people: Population) -> None:
    frame = draw(people, Sampling(4_000, kish=1.6), np.random.default_rng(14))
    rated = frame.column("quality").values()
    truth = people.columns["quality"].values().mean()

    assert abs(rated.mean() - truth) > 5 * rated.std() / 4_000**0.5


def test_clusters_and_strata_stand_in_the_design(people: Population) -> None:
    frame = draw(people, Sampling(200, per_cluster=10, stratified=True), np.random.default_rng(1))

    assert frame.design.df == 20 - 4


def test_people_of_one_drawn_cluster_live_together(people: Population) -> None:
    drawn = draw_people(people, Sampling(200, per_cluster=10), np.random.default_rng(1))
    homes = people.clusters[drawn.rows].reshape(20, 10)

    assert (homes == homes[:, :1]).all()
    assert np.array_equal(drawn.clusters.reshape(20, 10), np.arange(20).repeat(10).reshape(20, 10))


def test_the_same_seed_draws_the_same_people(people: Population) -> None:
    one, two = (draw_people(people, Sampling(50), np.random.default_rng(9)) for _ in range(2))

    assert np.array_equal(one.rows, two.rows)


@pytest.mark.parametrize(("n", "kish", "per_cluster"), [(0, 1, 1), (50, 0.5, 1), (50, 1, 7)])
def test_samples_that_cannot_be_are_refused(n: int, kish: float, per_cluster: int) -> None:
    with pytest.raises(StatisticsError, match="whole clusters"):
        Sampling(n, kish, per_cluster)
