"""Every estimator under replicate weights, against R's svyrep.design."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from validation import stats

Designs = dict[str, stats.Design]
Table = dict[str, NDArray[Any]]
Tables = dict[str, Table]
Golden = Callable[[str, str], Any]
Numbers = Callable[[stats.Design, Table], Any]

SCHOOLS = ["jk1", "jk1mse", "jkn", "twostage", "boot"]
PEOPLE = ["nhanes", "brr", "fay", "subboot"]
TYPES = ["E", "H", "M"]


def whole(e: stats.Estimate) -> list[float]:
    return [e.estimate, e.se, e.df, e.ci_low, e.ci_high, e.deff]


def plain(e: stats.Estimate) -> list[float]:
    return whole(e)[:5]


def limits(e: stats.Estimate) -> list[float]:
    return [e.estimate, e.se, e.ci_low, e.ci_high]


def pair(e: stats.Estimate) -> list[float]:
    return [e.estimate, e.se]


def quantile(e: stats.Estimate) -> list[float]:
    return [e.estimate, e.ci_low, e.ci_high, e.se]


def joint(e: stats.Estimates) -> NDArray[np.float64]:
    return np.vstack([e.estimate, e.covariance])


def test_(t: stats.TestResult) -> list[float]:
    return [x for x in (t.statistic, t.df_num, t.df, t.p_value) if x is not None]


test_.__test__ = False  # type: ignore[attr-defined] # what a test result shows, not a test


def unsigned(t: stats.TestResult) -> list[float]:
    return [abs(x) for x in test_(t)]


def types(data: Table) -> NDArray[Any]:
    return np.searchsorted(TYPES, data["stype"])


def ranked(data: Table) -> NDArray[Any]:
    return np.round(data["api00"] / 40)


def awarded(data: Table) -> NDArray[Any]:
    return np.asarray(data["awards"] == "Yes")


AT_SCHOOL: dict[str, Numbers] = {
    "degf": lambda d, _: d.df,
    "mean": lambda d, t: whole(stats.mean(d, t["api00"])),
    "mean missing": lambda d, t: whole(stats.mean(d, t["enroll"])),
    "mean domain": lambda d, t: whole(stats.mean(d, t["api00"], where=t["comp.imp"] == "Yes")),
    "total": lambda d, t: plain(stats.total(d, t["api.stu"])),
    "ratio": lambda d, t: plain(stats.ratio(d, t["api.stu"], t["api00"])),
    "ratio domain": lambda d, t: plain(
        stats.ratio(d, t["api.stu"], t["api00"], where=t["comp.imp"] == "Yes")
    ),
    "paired": lambda d, t: whole(stats.paired_difference(d, t["api00"], t["api99"])),
    "nps": lambda d, t: whole(
        stats.nps(d, np.select([t["api00"] >= 650, t["api00"] < 600], [9, 6], 8))
    ),
    "difference": lambda d, t: plain(stats.difference(d, t["api00"], t["sch.wide"], "Yes", "No")),
    "by stype": lambda d, t: joint(stats.domain_means(d, t["api00"], types(t), TYPES)),
    "shares": lambda d, t: joint(stats.shares(d, types(t), TYPES)),
    "contrast": lambda d, t: pair(
        stats.contrast(
            stats.combine([stats.mean(d, t[name]) for name in ("api99", "api00", "meals")], d),
            [-1, 1, 0.5],
        )
    ),
    "share logit": lambda d, t: limits(stats.share(d, awarded(t))),
    "share beta": lambda d, t: limits(stats.share(d, awarded(t), interval="beta")),
    "share asin": lambda d, t: limits(stats.share(d, awarded(t), interval="arcsine")),
    "share mean": lambda d, t: limits(stats.share(d, awarded(t), interval="mean")),
    "share domain": lambda d, t: limits(stats.share(d, awarded(t), where=t["stype"] != "H")),
    "quantile 0.5": lambda d, t: quantile(stats.quantile(d, t["api00"], 0.5)),
    "quantile 0.9": lambda d, t: quantile(stats.quantile(d, t["api00"], 0.9)),
    "pearson": lambda d, t: pair(stats.correlation(d, t["api00"], t["meals"])),
    "spearman": lambda d, t: pair(stats.correlation(d, ranked(t), t["meals"], method="spearman")),
    "superiority": lambda d, t: pair(stats.superiority(d, ranked(t), t["sch.wide"], "Yes", "No")),
    "rank test": lambda d, t: unsigned(stats.rank_test(d, ranked(t), t["sch.wide"])),
    "rank test groups": lambda d, t: test_(stats.rank_test(d, ranked(t), t["stype"])),
    "chi_square F": lambda d, t: test_(stats.chi_square(d, t["sch.wide"], t["stype"])),
    "chi_square Chisq": lambda d, t: [
        stats.chi_square(d, t["sch.wide"], t["stype"], statistic="Chisq").p_value
    ],
    "chi_square Wald": lambda d, t: test_(
        stats.chi_square(d, t["sch.wide"], t["stype"], statistic="Wald")
    ),
    "chi_square adjWald": lambda d, t: test_(
        stats.chi_square(d, t["sch.wide"], t["stype"], statistic="adjWald")
    ),
}
OF_PEOPLE: dict[str, Numbers] = {
    "degf": lambda d, _: d.df,
    "mean": lambda d, t: whole(stats.mean(d, t["agecat"])),
    "mean domain": lambda d, t: whole(
        stats.mean(d, t["agecat"], where=(t["RIAGENDR"] == 2) & (t["race"] == 3))
    ),
    "total": lambda d, t: plain(stats.total(d, t["agecat"])),
    "ratio": lambda d, t: plain(stats.ratio(d, t["agecat"], t["race"])),
    "difference": lambda d, t: plain(stats.difference(d, t["agecat"], t["RIAGENDR"], 2, 1)),
    "share": lambda d, t: limits(stats.share(d, t["HI_CHOL"])),
    "shares": lambda d, t: joint(stats.shares(d, t["race"].astype(int) - 1, [1, 2, 3, 4])),
    "quantile 0.5": lambda d, t: quantile(stats.quantile(d, t["agecat"], 0.5)),
    "pearson": lambda d, t: pair(stats.correlation(d, t["agecat"], t["race"])),
    "chi_square F": lambda d, t: test_(stats.chi_square(d, t["race"], t["RIAGENDR"])),
    "rank test": lambda d, t: unsigned(stats.rank_test(d, t["agecat"], t["RIAGENDR"])),
}


def tolerance(name: str) -> float:
    # R finds the logit interval by iterating a regression to about 1e-8
    return 1e-6 if name in {"share", "share logit", "share domain"} else 1e-9


@pytest.mark.parametrize("design", SCHOOLS)
@pytest.mark.parametrize("name", AT_SCHOOL)
def test_schools_agree_with_r(
    design: str, name: str, replicated: Designs, tables: Tables, golden: Golden
) -> None:
    table = {"jkn": "apistrat", "twostage": "apiclus2"}.get(design, "apiclus1")
    expected = (
        np.abs(golden("replicates", f"schools {design} {name}"))
        if name == "rank test"
        else (golden("replicates", f"schools {design} {name}"))
    )
    found = AT_SCHOOL[name](replicated[design], tables[table])
    if name == "chi_square Chisq":
        expected = expected[
            -1:
        ]  # R scales its X^2 to the rows of the file; the p-value is the same
    assert found == pytest.approx(expected, rel=tolerance(name))


@pytest.mark.parametrize("design", PEOPLE)
@pytest.mark.parametrize("name", OF_PEOPLE)
def test_people_agree_with_r(
    design: str, name: str, replicated: Designs, tables: Tables, golden: Golden
) -> None:
    expected = golden("replicates", f"people {design} {name}")
    found = OF_PEOPLE[name](replicated[design], tables["nhanes"])
    expected = np.abs(expected) if name == "rank test" else expected
    assert found == pytest.approx(expected, rel=tolerance(name))


@pytest.mark.parametrize("design", [name for name in SCHOOLS if name != "jkn"])
def test_goodness_of_fit_agrees_with_r(
    design: str, replicated: Designs, tables: Tables, golden: Golden
) -> None:
    data = tables["apiclus2" if design == "twostage" else "apiclus1"]
    claimed = {"E": 0.7, "H": 0.15, "M": 0.15}
    found = stats.goodness_of_fit(replicated[design], data["stype"], claimed, statistic="Chisq")
    # svygofchisq counts the level that follows from the others as one more eigenvalue, 0
    df, _ = golden("replicates", f"schools {design} goodness")
    assert found.df_num == pytest.approx(df, rel=1e-8)
