import json
import pickle
import sqlite3
from collections.abc import Callable
from functools import reduce
from operator import add
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from validation import stats
from validation.errors import StatisticsError

Tables = dict[str, dict[str, NDArray[Any]]]
Golden = Callable[[str, str], Any]
Column = NDArray[Any]
N = 600
RANDOM = np.random.default_rng(20261123)
STRATA = RANDOM.choice(["north", "south", "west"], N)
CLUSTERS = RANDOM.integers(0, 12, N)
WEIGHTS = np.where(np.arange(N) < 20, 0.0, 0.5 + RANDOM.random(N))
ITEMS: dict[str, Column] = {
    "channel": RANDOM.integers(-1, 3, N),
    "quality": RANDOM.integers(-1, 5, N).astype(np.int8),
    "region": RANDOM.integers(0, 2, N),
}
CROSSED = [("channel", "region"), ("quality", "region")]
LEVELS = ["shop", "web", "phone"]
DESIGNS: dict[str, dict[str, Column]] = {
    "simple": {},
    "weighted": {"weights": WEIGHTS},
    "stratified": {"weights": WEIGHTS, "strata": STRATA},
    "clustered": {"weights": WEIGHTS, "strata": STRATA, "clusters": CLUSTERS},
}


def part(design: str, rows: Column) -> stats.Tabulation:
    items = {name: column[rows] for name, column in ITEMS.items()}
    drawn = {name: column[rows] for name, column in DESIGNS[design].items()}
    return stats.tabulate(items, crossed=CROSSED, **drawn)


def whole(design: str) -> stats.Design:
    drawn: dict[str, Any] = dict(DESIGNS[design])
    return stats.Design(N, **drawn, nested=True)


@pytest.mark.parametrize("design", DESIGNS)
def test_shares_of_a_sum_of_parts_are_those_of_all_respondents(design: str) -> None:
    parts = [part(design, np.arange(N) % 3 == at) for at in range(3)]
    found = reduce(add, parts).rows("channel")
    shares = stats.shares(found.design, found.codes["channel"], LEVELS)
    expected = stats.shares(whole(design), ITEMS["channel"], LEVELS)
    assert shares.estimate == pytest.approx(expected.estimate, rel=1e-12)
    assert shares.covariance == pytest.approx(expected.covariance, rel=1e-12, abs=1e-18)
    for one, same in zip(shares, expected, strict=True):
        assert row(one) == pytest.approx(row(same), rel=1e-12)


@pytest.mark.parametrize("design", DESIGNS)
def test_what_was_crossed_gives_domains_tables_and_means(design: str) -> None:
    everybody, table = whole(design), part(design, np.ones(N, dtype=bool))
    found = table.rows("quality", "region")
    rated, region = found.codes["quality"], found.codes["region"]
    all_rated = ITEMS["quality"].astype(int)
    mean = stats.mean(found.design, scores(rated), where=region == 1)
    expected = stats.mean(everybody, scores(all_rated), where=ITEMS["region"] == 1)
    assert row(mean) == pytest.approx(row(expected), rel=1e-12)
    pairs = [
        (
            stats.chi_square(found.design, rated, region),
            stats.chi_square(everybody, all_rated, ITEMS["region"]),
        ),
        (
            stats.rank_test(found.design, scores(rated), region),
            stats.rank_test(everybody, scores(all_rated), ITEMS["region"]),
        ),
        (
            stats.goodness_of_fit(found.design, rated, dict.fromkeys(range(5), 0.2)),
            stats.goodness_of_fit(everybody, all_rated, dict.fromkeys(range(5), 0.2)),
        ),
    ]
    for one, same in pairs:
        assert (one.statistic, one.df) == pytest.approx((same.statistic, same.df), rel=1e-11)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.permutations(range(5)), st.sampled_from(sorted(DESIGNS)))
def test_parts_add_up_in_any_order(seed: int, order: list[int], design: str) -> None:
    # strata and clusters straddle the parts, and the last part is empty
    of_row = np.random.default_rng(seed).integers(0, 4, N)
    parts = [part(design, of_row == at) for at in range(5)]
    forward = reduce(add, parts)
    shuffled = add(
        reduce(add, [parts[at] for at in order[:2]]), reduce(add, [parts[at] for at in order[2:]])
    )
    assert forward.units == shuffled.units
    for items, cells in part(design, np.ones(N, dtype=bool)).tables.items():
        for one in (forward, shuffled):
            assert np.array_equal(one.tables[items].places, cells.places)
            assert one.tables[items].sums == pytest.approx(cells.sums, rel=1e-12)


def test_a_tabulation_agrees_with_r(tables: Tables, golden: Golden) -> None:
    # svymean(~awards == "Yes", …, deff = "replace") in strata with known sizes, of golden.R
    data = tables["apistrat"]
    table = stats.tabulate(
        {"awards": (data["awards"] == "Yes").astype(int)},
        weights=data["pw"],
        strata=data["stype"],
    )
    sizes = dict(zip(data["stype"].tolist(), data["fpc"].tolist(), strict=True))
    found = table.rows("awards", population=sizes)
    share = stats.share(found.design, found.codes["awards"], interval="beta")
    expected = golden("shares", "strat beta")
    assert [share.estimate, share.se, share.ci_low, share.ci_high] == pytest.approx(
        expected, rel=1e-9
    )


def test_clusters_with_a_known_number_agree_with_r(tables: Tables, golden: Golden) -> None:
    data = tables["apiclus1"]
    wide = {"wide": (data["sch.wide"] == "No").astype(int)}
    table = stats.tabulate(wide, weights=data["pw"], clusters=data["dnum"])
    found = table.rows("wide", population={"": data["fpc"][0]})
    share = stats.share(found.design, found.codes["wide"], interval="logit")
    expected = golden("shares", "clus1 logit")
    assert [share.estimate, share.se, share.ci_low, share.ci_high] == pytest.approx(
        expected, rel=2e-8
    )


def test_the_groups_of_a_database_are_a_tabulation() -> None:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE answers (stratum, channel, region, w)")
    rows = zip(
        STRATA.tolist(),
        [None if code < 0 else code for code in ITEMS["channel"].tolist()],
        ITEMS["region"].tolist(),
        WEIGHTS.tolist(),
        strict=True,
    )
    base.executemany("INSERT INTO answers VALUES (?, ?, ?, ?)", rows)
    counted = base.execute(
        "SELECT stratum, '', channel, region, COUNT(*), SUM(w), SUM(w * w) FROM answers"
        " WHERE w > 0 GROUP BY stratum, channel, region"
    ).fetchall()
    base.close()
    table = stats.Tabulation.from_counts(("channel", "region"), counted)
    found = table.rows("channel", "region")
    answered = WEIGHTS > 0
    design = stats.Design(int(answered.sum()), WEIGHTS[answered], STRATA[answered])
    share = stats.share(
        found.design, given_as(found.codes["channel"]), where=found.codes["region"] == 0
    )
    expected = stats.share(
        design, given_as(ITEMS["channel"][answered]), where=ITEMS["region"][answered] == 0
    )
    assert row(share) == pytest.approx(row(expected), rel=1e-12)


def test_it_travels_as_json_and_between_processes() -> None:
    table = part("clustered", np.ones(N, dtype=bool))
    read = stats.Tabulation.from_dict(json.loads(json.dumps(table.to_dict())))
    assert read.to_dict() == table.to_dict()
    assert pickle.loads(pickle.dumps(table)).to_dict() == table.to_dict()  # noqa: S301 - our own
    empty = stats.tabulate({"channel": np.empty(0, dtype=int)})
    assert stats.Tabulation.from_dict(empty.to_dict()).to_dict() == empty.to_dict()


def test_its_size_does_not_depend_on_the_respondents() -> None:
    codes, strata = np.arange(100_000) % 5, np.arange(100_000) % 7
    table = stats.tabulate({"channel": codes}, strata=strata)
    assert table.rows("channel").design.n == 35


def test_a_lonely_stratum_is_treated_as_asked() -> None:
    table = stats.tabulate({"channel": [0, 1, 0]}, strata=["a", "a", "b"])
    with pytest.raises(StatisticsError, match="one sampled unit in b"):
        table.rows("channel")
    assert table.rows("channel", lonely="adjust").design.df == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda t: t.rows("region", "quality", "channel"), "must be in one of channel; quality"),
        (lambda t: t.rows(), "must be in one of"),
        (lambda t: t + stats.tabulate({"channel": [0]}), "found one of channel, must be"),
        (lambda t: t.rows("region", population={"": 5}), "must be at least the 600"),
        (lambda _: stats.Tabulation.from_counts(("a",), [("", "", 0, 1.0)]), "found 4 columns"),
    ],
)
def test_what_cannot_be_said_is_named(
    wrong: Callable[[stats.Tabulation], object], message: str
) -> None:
    with pytest.raises(StatisticsError, match=message):
        wrong(part("simple", np.ones(N, dtype=bool)))


def scores(codes: Column) -> Column:
    return np.where(codes < 0, np.nan, codes + 1.0)


def given_as(codes: Column) -> Column:
    return np.where(codes < 0, np.nan, codes == 1)


def row(one: stats.Estimate) -> list[float]:
    return [one.estimate, one.se, one.df, one.ci_low, one.ci_high, one.n, one.n_effective, one.deff]
