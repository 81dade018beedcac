import numpy as np
import pytest
from scipy.stats import norm

from validation.errors import StatisticsError
from validation.simulation.scales import cut_latent, ordinal_shares


@pytest.mark.parametrize("mean", [1.2, 5.5, 7.57, 9.9])
def test_a_scale_has_the_mean_asked_for_and_one_peak(mean: float) -> None:
    points = np.arange(1, 11)

    shares = ordinal_shares(points.tolist(), mean, 2.25)

    assert shares.sum() == pytest.approx(1)
    assert shares @ points == pytest.approx(mean, abs=1e-9)
    turns = np.diff(np.sign(np.diff(shares)))
    assert (turns <= 0).all()  # rises, then falls: no valley


def test_wide_and_narrow_spreads_differ() -> None:
    points = np.arange(1, 8)
    spreads = []
    for spread in (1.0, 2.0):
        shares = ordinal_shares(points.tolist(), 4.0, spread)
        spreads.append(float(shares @ (points - 4.0) ** 2) ** 0.5)

    assert spreads[0] == pytest.approx(1.0, abs=0.03)
    assert spreads[1] > 1.5


@pytest.mark.parametrize("mean", [1.0, 5.0, 9.0])
def test_a_mean_beyond_the_scale_is_refused(mean: float) -> None:
    with pytest.raises(StatisticsError, match="must lie between 1 and 5"):
        ordinal_shares([1, 2, 3, 4, 5], mean, 1.0)


def test_latents_are_cut_at_normal_quantiles() -> None:
    latent = np.array([norm.ppf(0.199), norm.ppf(0.201), norm.ppf(0.499), norm.ppf(0.501)])

    assert cut_latent(latent, np.array([0.2, 0.3, 0.5])).tolist() == [0, 1, 1, 2]


def test_an_answer_that_nobody_gives_is_never_cut() -> None:
    latent = norm.ppf(np.linspace(0.001, 0.999, 999))

    assert set(cut_latent(latent, np.array([0.0, 1.0, 0.0])).tolist()) == {1}
