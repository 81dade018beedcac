import numpy as np
import pytest

from validation import stats
from validation.stats.arrays import Mask
from validation.stats.packing import packed_shares

RNG = np.random.default_rng(17)
ITEMS = RNG.random((240, 9)) < 0.4
EVERYBODY = np.ones(240, dtype=np.bool_)


@pytest.mark.parametrize("strata", [1, 3, 20, 60])
def test_any_number_of_items_a_code_gives_the_same(strata: int) -> None:
    # with more strata a table of eight items would be larger than the answers
    design = stats.Design(240, RNG.uniform(1, 2, 240), np.arange(240) % strata)
    values, known = packed_shares(design, ITEMS, EVERYBODY)
    apart = [stats.share(design, ITEMS[:, at]) for at in range(9)]
    assert values == pytest.approx([found.estimate for found in apart], rel=1e-12)
    variances = [found.se**2 for found in apart]
    assert [of.variance for of in known] == pytest.approx(variances, rel=1e-10)


@pytest.mark.parametrize("inside", [EVERYBODY, ITEMS[:, 0]])
def test_columns_and_an_array_of_them_give_the_same(inside: Mask) -> None:
    design = stats.Design(240, strata=np.arange(240) % 4)
    columns = [np.ascontiguousarray(ITEMS[:, at]).view(np.int8) for at in range(9)]
    assert packed_shares(design, columns, inside) == packed_shares(design, ITEMS, inside)
