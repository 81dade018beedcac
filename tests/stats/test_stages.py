from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from validation import stats
from validation.errors import StatisticsError

Designs = dict[str, stats.Design]
Tables = dict[str, dict[str, NDArray[Any]]]
Golden = Callable[[str, str], Any]
Row = Callable[[stats.Estimate], list[float]]

# the data frame `stages` of golden.R
S1 = np.repeat([1, 2], [8, 10])
C1 = [1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3]
S2 = [1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 1, 1, 1, 1]
N1 = np.repeat([5, 8], [8, 10])
N2 = [4, 4, 6, 6, 3, 3, 9, 9, 5, 5, 7, 7, 12, 12, 12, 3, 3, 3]
Y = np.array([3, 5, 2, 8, 9, 4, 4, 7, 6, 1, 5, 5, 2, 3, 9, 7, 8, 4])


def test_strata_at_both_stages_agree_with_r(golden: Golden, row: Row) -> None:
    design = stats.Design(
        18, strata=(S1, S2), clusters=(C1, range(18)), population=(N1, N2), nested=True
    )
    assert design.weights == pytest.approx(golden("stages", "weights"), rel=1e-12)
    assert row(stats.mean(design, Y)) == pytest.approx(golden("stages", "mean"), rel=1e-9)
    domain = stats.mean(design, Y, where=Y > 3)
    assert row(domain) == pytest.approx(golden("stages", "domain"), rel=1e-9)


def test_weights_alone_leave_the_first_stage(golden: Golden, row: Row) -> None:
    design = stats.Design(18, N2, S1, C1, nested=True)
    found = stats.mean(design, Y)
    assert row(found) == pytest.approx(golden("stages", "one stage of two"), rel=1e-9)


def test_cluster_names_may_repeat_from_stratum_to_stratum() -> None:
    strata, clusters = ["a"] * 4 + ["b"] * 4, [1, 1, 2, 2] * 2
    with pytest.raises(StatisticsError, match="nested=True"):
        stats.Design(8, strata=strata, clusters=clusters)
    named = stats.Design(8, strata=strata, clusters=[1, 1, 2, 2, 3, 3, 4, 4])
    nested = stats.Design(8, strata=strata, clusters=clusters, nested=True)
    y = [1, 2, 4, 3, 6, 8, 7, 5]
    assert stats.mean(nested, y) == stats.mean(named, y)


def test_later_stages_count_only_where_the_population_is_known(
    designs: Designs, tables: Tables
) -> None:
    data = tables["apiclus2"]
    one = stats.Design(126, data["pw"], clusters=data["dnum"])
    assert stats.mean(designs["clus2wr"], data["api00"]) == stats.mean(one, data["api00"])


def test_an_infinite_population_is_no_correction() -> None:
    with_it = stats.Design(3, [1, 1, 1], population=[np.inf] * 3)
    assert stats.mean(with_it, [1, 2, 4]) == stats.mean(stats.Design(3), [1, 2, 4])


def test_rows_within_clusters_may_be_the_last_stage() -> None:
    clusters, schools, pupils = [1, 1, 2, 2, 3, 3], [10.0] * 6, [4.0, 4.0, 6.0, 6.0, 8.0, 8.0]
    rows = stats.Design(6, clusters=clusters, population=(schools, pupils))
    named = stats.Design(6, clusters=(clusters, range(6)), population=(schools, pupils))
    y = [1, 3, 4, 8, 2, 2]
    assert rows.weights == pytest.approx([10 / 3 * 2] * 2 + [10] * 2 + [10 / 3 * 4] * 2)
    assert stats.mean(rows, y) == stats.mean(named, y)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"strata": ["a", None, "a"]}, "strata: found 1 rows without a value"),
        ({"clusters": [1, 2, -1]}, "clusters: found 1 rows without a value"),
        ({"population": [9, 9, 8]}, "different sizes in one stratum"),
        ({"population": [2, 2, 2]}, "found 2 for a stratum with 3 sampled units"),
        ({"population": [0.1, 0.1, 0.1]}, "Give sizes, not fractions"),
        ({"population": ([9] * 3, [9] * 3)}, "found 2 stages for 0 stages of clusters"),
        ({"strata": ["a", "b"]}, "strata: found shape"),
        ({"population": [np.inf] * 3}, "Give the weights"),
    ],
)
def test_columns_that_contradict_each_other_are_refused(
    columns: dict[str, Any], message: str
) -> None:
    with pytest.raises(StatisticsError, match=message):
        stats.Design(3, **{**columns, "strata": _column(columns.get("strata"))})


def _column(values: list[Any] | None) -> NDArray[Any] | None:
    return None if values is None else np.array(values, dtype=object)


def test_lonely_units_of_a_later_stage_are_named_with_what_they_lie_in() -> None:
    towns, houses = ["a", "a", "b", "b", "c", "c"], [1, 2, 3, 3, 4, 4]
    with pytest.raises(
        StatisticsError, match=r"sampled unit in b \(stage 2\), c \(stage 2\), must"
    ):
        stats.Design(6, clusters=(towns, houses), population=([10] * 6, [5] * 6))
    streets = ["x", "y", "x", "x", "y", "y"]
    with pytest.raises(StatisticsError, match=r"in a / x \(stage 2\), a / y \(stage 2\), must"):
        stats.Design(6, strata=(["h"] * 6, streets), clusters=towns, population=([10] * 6, [5] * 6))
