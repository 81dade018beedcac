import numpy as np
import pytest

from validation import stats
from validation.stats.replicate_items import replicate_means

RNG = np.random.default_rng(23)
N = 9000  # more than one piece of rows
RATED = RNG.integers(1, 6, (N, 3)).astype(float)
REPLICATES = RNG.uniform(0.5, 1.5, (N, 12))


def test_pieces_of_rows_add_up_to_what_numpy_says() -> None:
    design = stats.ReplicateDesign(np.ones(N), REPLICATES, 1 / 11)
    values, known = replicate_means(design, RATED, np.ones(N, dtype=np.bool_))
    found = np.array([np.average(RATED, axis=0, weights=column) for column in REPLICATES.T])
    assert values == pytest.approx(RATED.mean(axis=0).tolist(), rel=1e-12)
    assert [of.variance for of in known] == pytest.approx(found.var(axis=0, ddof=1).tolist())
    assert [of.spread for of in known] == pytest.approx(RATED.var(axis=0).tolist(), rel=1e-9)


def test_columns_and_an_array_of_them_give_the_same() -> None:
    design = stats.ReplicateDesign(np.ones(N), REPLICATES, 1 / 11)
    inside = RATED[:, 0] > 2
    apart = replicate_means(design, [RATED[:, at] for at in range(3)], inside)
    assert apart == replicate_means(design, RATED, inside)


def test_a_design_without_replicates_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError, match="must have replicates"):
        replicate_means(stats.Design(N), RATED, np.ones(N, dtype=np.bool_))
