import numpy as np
import pytest

from validation.errors import StatisticsError
from validation.simulation.latents import Latents, Likeness

PEOPLE, PER_CLUSTER = 40_000, 20
CLUSTERS = np.arange(PEOPLE) // PER_CLUSTER


def made(likeness: Likeness, seed: int = 3) -> Latents:
    return Latents(likeness, CLUSTERS, np.random.default_rng(seed))


def correlation(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.corrcoef(a, b)[0, 1])


def test_latents_are_standard_normal() -> None:
    latent = made(Likeness(0.3, 0.2, 0.1)).one("use")

    assert latent.mean() == pytest.approx(0, abs=0.03)
    assert latent.std() == pytest.approx(1, abs=0.02)


def test_answers_about_one_stage_go_together_more_than_about_two() -> None:
    latents = made(Likeness(person=0.3, stage=0.2))
    one, two, other = latents.one("use"), latents.one("use"), latents.one("pay")

    assert correlation(one, two) == pytest.approx(0.5, abs=0.02)
    assert correlation(one, other) == pytest.approx(0.3, abs=0.02)


def test_people_of_one_cluster_are_as_alike_as_is_said() -> None:
    table = made(Likeness(cluster=0.1)).one().reshape(-1, PER_CLUSTER)
    # ANOVA estimator of the intraclass correlation (Fisher 1925)
    between = PER_CLUSTER * table.mean(axis=1).var(ddof=1)
    within = table.var(axis=1, ddof=1).mean()
    found = (between - within) / (between + (PER_CLUSTER - 1) * within)

    assert found == pytest.approx(0.1, abs=0.015)


def test_the_same_seed_gives_the_same_people() -> None:
    assert np.array_equal(made(Likeness()).one("use"), made(Likeness()).one("use"))
    assert not np.array_equal(made(Likeness()).one("use"), made(Likeness(), 4).one("use"))


@pytest.mark.parametrize("shares", [(0.6, 0.4, 0.0), (-0.1, 0.2, 0.0), (0.1, 0.1, 1.0)])
def test_shares_that_leave_nothing_over_are_refused(shares: tuple[float, float, float]) -> None:
    with pytest.raises(StatisticsError, match="leave something over"):
        Likeness(*shares)
