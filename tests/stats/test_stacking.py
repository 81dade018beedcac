from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from validation import stats
from validation.errors import StatisticsError

Table = dict[str, NDArray[Any]]
Tables = dict[str, Table]
Designs = dict[str, stats.Design]
Golden = Callable[[str, str], Any]

WAVES = (1, 2, 3)


def answer(data: Table, wave: int) -> NDArray[Any]:
    """The outcome of a wave, as in tests/golden/stats/models.R."""
    third = data["api00"] + data["ell"] - data["meals"]
    return {1: data["api99"], 2: data["api00"], 3: third}[wave]


def panel(design: stats.Design, data: Table, unit: str) -> stats.Estimates:
    samples = [(design, stats.mean(design, answer(data, wave))) for wave in WAVES]
    return stats.stack(samples, units=[data[unit]] * 3, levels=WAVES)


def rotating(data: Table) -> stats.Estimates:
    samples, units = [], []
    for wave in WAVES:
        kept = data["snum"] % 5 != wave
        design = stats.Design(int(kept.sum()), data["pw"][kept], data["stype"][kept])
        samples.append((design, stats.mean(design, answer(data, wave)[kept])))
        units.append(data["snum"][kept])
    return stats.stack(samples, units=units, levels=WAVES)


def without_fpc(data: Table) -> stats.Design:
    return stats.Design(data["pw"].size, data["pw"], data["stype"])


PANELS: dict[str, Callable[[Designs, Tables], stats.Estimates]] = {
    "panel_strat": lambda _, tables: panel(
        without_fpc(tables["apistrat"]), tables["apistrat"], "snum"
    ),
    "panel_fpc": lambda designs, tables: panel(designs["strat"], tables["apistrat"], "snum"),
    "panel_clus1": lambda designs, tables: panel(designs["clus1"], tables["apiclus1"], "dnum"),
}


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_agrees_with_the_stacked_design_in_r(
    name: str, designs: Designs, tables: Tables, golden: Golden
) -> None:
    found = PANELS[name](designs, tables)
    assert found.estimate == pytest.approx(golden("models", name), rel=1e-9)
    assert found.covariance == pytest.approx(golden("models", f"{name} covariance"), rel=1e-9)
    assert found.df == golden("models", f"{name} df")
    moved = stats.change(found, 1, 3)
    expected = golden("models", f"{name} change")
    assert [moved.estimate, moved.se] == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("name", "columns"),
    [("rotating", ("apistrat", "stype", "snum")), ("rotating_clus1", ("apiclus1", None, "dnum"))],
)
def test_rows_of_all_waves_in_one_design_agree_with_r(
    name: str, columns: tuple[str, str | None, str], tables: Tables, golden: Golden
) -> None:
    file, strata, unit = columns
    data = tables[file]
    kept = [data["snum"] % 5 != wave for wave in WAVES]

    def rows(column: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([column[keep] for keep in kept])

    y = np.concatenate([answer(data, wave)[keep] for wave, keep in zip(WAVES, kept, strict=True)])
    wave = np.concatenate([np.full(keep.sum(), at) for at, keep in enumerate(kept)])
    stacked = stats.Design(
        y.size, rows(data["pw"]), None if strata is None else rows(data[strata]), rows(data[unit])
    )
    found = stats.domain_means(stacked, y, wave, WAVES)
    assert found.estimate == pytest.approx(golden("models", name), rel=1e-9)
    assert found.covariance == pytest.approx(golden("models", f"{name} covariance"), rel=1e-9)
    assert found.df == golden("models", f"{name} df")
    moved = stats.change(found, 1, 3)
    assert [moved.estimate, moved.se] == pytest.approx(golden("models", f"{name} change"), rel=1e-9)
    pooled = stats.regression(stacked, y, {"wave": wave + 1.0}).coefficients
    expected = golden("models", f"{name} pooled")
    numbers = [[one.estimate, one.se, one.ci_low, one.ci_high] for one in pooled]
    assert np.array(numbers) == pytest.approx(expected, rel=1e-8)


def test_a_rotating_panel_keeps_the_variance_of_each_wave(tables: Tables, golden: Golden) -> None:
    found = rotating(tables["apistrat"])
    assert found.covariance == pytest.approx(golden("models", "rotating own covariance"), rel=1e-9)
    assert found.se == pytest.approx(golden("models", "rotating own se"), rel=1e-9)
    assert found.df == golden("models", "rotating df")
    # R takes a wave for a domain of the stacked rows, whose size is left to chance
    stacked = golden("models", "rotating covariance")
    assert found.covariance == pytest.approx(stacked, rel=0.02)


def test_fresh_samples_of_any_design_are_independent(
    designs: Designs, tables: Tables, golden: Golden
) -> None:
    files = {"strat": "apistrat", "clus1": "apiclus1", "clus2": "apiclus2"}
    samples = [
        (designs[name], stats.mean(designs[name], tables[file]["api00"]))
        for name, file in files.items()
    ]
    found = stats.stack(samples, levels=list(files))
    assert found.covariance == pytest.approx(np.diag(found.se**2), rel=1e-12)
    moved = stats.change(found, "strat", "clus2")
    assert [moved.estimate, moved.se, moved.df] == pytest.approx(
        golden("models", "fresh change"), rel=1e-9
    )


def test_a_two_stage_panel_is_its_paired_difference(designs: Designs, tables: Tables) -> None:
    design, data = designs["clus2"], tables["apiclus2"]
    samples = [(design, stats.mean(design, data[year])) for year in ("api99", "api00")]
    joined = stats.stack(samples, units=[(data["dnum"], data["snum"])] * 2)
    moved = stats.change(joined, 0, 1)
    paired = stats.paired_difference(design, data["api00"], data["api99"])
    assert [moved.estimate, moved.se, moved.df] == pytest.approx(
        [paired.estimate, paired.se, paired.df], rel=1e-12
    )
    # where only the districts are the same, the schools in them are fresh: less is known
    districts = stats.change(stats.stack(samples, units=[data["dnum"]] * 2), 0, 1)
    assert paired.se < districts.se < stats.change(stats.stack(samples), 0, 1).se


def test_calibrated_waves_keep_their_residuals(tables: Tables) -> None:
    data = tables["apiclus1"]
    plain = stats.Design(183, data["pw"], clusters=data["dnum"])
    design = plain.calibrated([data["stype"]], [{"E": 4421, "H": 755, "M": 1018}])
    samples = [(design, stats.mean(design, data[year])) for year in ("api99", "api00")]
    moved = stats.change(stats.stack(samples, units=[data["dnum"]] * 2), 0, 1)
    paired = stats.paired_difference(design, data["api00"], data["api99"])
    assert moved.se == pytest.approx(paired.se, rel=1e-10)
    fresh = stats.change(stats.stack(samples), 0, 1)
    variance = sum(part.se**2 for _, part in samples)
    assert fresh.se**2 == pytest.approx(variance, rel=1e-12)


def test_units_may_come_in_any_order_and_weights_in_any_size(tables: Tables) -> None:
    data = tables["apistrat"]
    order = np.random.default_rng(5).permutation(200)
    design = without_fpc(data)
    again = stats.Design(200, 7 * data["pw"][order], data["stype"][order])
    samples = [
        (design, stats.mean(design, data["api99"])),
        (again, stats.mean(again, data["api00"][order])),
    ]
    moved = stats.change(stats.stack(samples, units=[data["snum"], data["snum"][order]]), 0, 1)
    paired = stats.paired_difference(design, data["api00"], data["api99"])
    assert [moved.se, moved.df] == pytest.approx([paired.se, paired.df], rel=1e-10)


def test_the_change_back_is_the_negative(tables: Tables) -> None:
    found = rotating(tables["apistrat"])
    there, back = stats.change(found, 1, 2), stats.change(found, 2, 1)
    assert [there.estimate, there.se] == pytest.approx([-back.estimate, back.se], rel=1e-12)
    assert there.ci_low == pytest.approx(-back.ci_high, rel=1e-12)


def test_shares_of_waves_are_compared_as_well() -> None:
    design = stats.Design(4)
    samples = [(design, stats.share(design, yes)) for yes in ([1, 0, 0, 1], [1, 1, 0, 1])]
    found = stats.change(stats.stack(samples, units=[list("abcd")] * 2), 0, 1)
    assert found.estimate == pytest.approx(0.25)
    # mean of the differences 0, 1, 0, 0: variance 0.25, over 4
    assert found.se == pytest.approx(0.25, rel=1e-12)


def one_sample() -> tuple[stats.Design, stats.Estimate]:
    design = stats.Design(4, clusters=[1, 1, 2, 2])
    return design, stats.mean(design, [1, 2, 3, 4])


@pytest.mark.parametrize(
    ("units", "message"),
    [
        ([[1, 1, 2, 2]], "units: found 1 for 2 samples"),
        ([[1, 1, 2, 2], [1, 1, 2]], "units: found shapes"),
        ([[1, 1, 2, 2], [1, 2, 3, 4]], "sample 2: found names that are not those of its 2"),
        ([[1, 1, 1, 1], [1, 1, 2, 2]], "sample 1: found names that are not"),
        ([[1.0, 1.0, 2.0, 2.0], [1, 1, np.nan, 2]], "rows without a name"),
    ],
)
def test_units_that_contradict_the_design_are_said(units: Any, message: str) -> None:  # noqa: ANN401 - misuse
    with pytest.raises(StatisticsError, match=message):
        stats.stack([one_sample(), one_sample()], units=units)


def test_what_cannot_be_stacked_is_said() -> None:
    design, part = one_sample()
    with pytest.raises(StatisticsError, match="0: found an estimate of 4 rows for a design of 5"):
        stats.stack([(stats.Design(5), part)])
    with pytest.raises(StatisticsError, match="levels: found 1 for 2 samples"):
        stats.stack([one_sample(), one_sample()], levels=["a"])
    with pytest.raises(StatisticsError, match="levels: found 0 for 0 samples"):
        stats.stack([])
    found = stats.stack([(design, part), one_sample()])
    with pytest.raises(StatisticsError, match="level: found 7"):
        stats.change(found, 0, 7)
    with pytest.raises(StatisticsError, match="later: found 0 twice"):
        stats.change(found, 0, 0)


def test_replicate_weights_do_not_stack() -> None:
    # as many replicates as rows: the deviations must not be taken for influence values
    design = stats.replicates(stats.Design(4), "jk1")
    part = stats.mean(design, [1, 2, 3, 5])
    with pytest.raises(StatisticsError, match="samples: 1: found replicate weights"):
        stats.stack([one_sample(), (design, part)])
