from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from validation import stats
from validation.errors import StatisticsError

Column = NDArray[Any]
Tables = dict[str, dict[str, Column]]
Designs = dict[str, stats.Design]
Golden = Callable[[str, str], Any]


@dataclass(frozen=True)
class Case:
    """One regression of tests/golden/stats/models.R, in our words."""

    name: str
    data: str
    y: str
    drivers: tuple[str, ...]
    terms: tuple[str, ...]
    level: str = ""
    reference: tuple[str, float] | None = None
    domain: tuple[str, str] | None = None

    @property
    def family(self) -> Any:  # noqa: ANN401 - a Literal from the name
        return self.name.split()[0]


CASES = [
    Case("linear strat", "strat", "api00", ("ell", "meals", "stype"), ("stype",)),
    Case("linear clus1", "clus1", "api00", ("meals", "sch.wide"), ("meals", "sch.wide")),
    Case("linear clus2", "clus2", "api00", ("ell", "meals", "stype"), ("stype",)),
    Case("linear missing", "clus2", "api00", ("enroll", "ell"), ("enroll",)),
    Case(
        "linear domain",
        "clus2",
        "api00",
        ("ell", "comp.imp"),
        ("comp.imp",),
        domain=("sch.wide", "Yes"),
    ),
    Case(
        "linear nhanes", "nhanes", "agecat", ("race", "RIAGENDR"), ("race",), reference=("race", 1)
    ),
    Case("linear calibrated", "calibrated", "api00", ("ell", "meals"), ("ell",)),
    Case("logistic strat", "strat", "sch.wide", ("ell", "meals", "stype"), ("stype",), "Yes"),
    Case("logistic clus1", "clus1", "awards", ("api99", "ell"), ("ell",), "Yes"),
    Case("logistic clus2", "clus2", "comp.imp", ("ell", "stype"), ("stype",), "Yes"),
    Case(
        "logistic nhanes",
        "nhanes",
        "HI_CHOL",
        ("race", "agecat", "RIAGENDR"),
        ("race",),
        reference=("race", 2),
    ),
    Case("logistic calibrated", "calibrated", "awards", ("meals",), ("meals",), "Yes"),
]


@pytest.fixture(scope="session")
def data(tables: Tables) -> Tables:
    files = {"strat": "apistrat", "clus1": "apiclus1", "clus2": "apiclus2", "nhanes": "nhanes"}
    found = {name: tables[file] for name, file in files.items()}
    return {**found, "calibrated": found["clus1"]}


@pytest.fixture(scope="session")
def sampled(designs: Designs, tables: Tables) -> Designs:
    margins = [tables["apiclus1"]["stype"], tables["apiclus1"]["sch.wide"]]
    targets = [{"E": 4421, "H": 755, "M": 1018}, {"No": 1072, "Yes": 5122}]
    calibrated = designs["clus1"].calibrated(margins, targets, method="linear")
    return {**designs, "calibrated": calibrated}


def fit(case: Case, data: Tables, sampled: Designs) -> stats.Regression:
    table, design = data[case.data], sampled[case.data]
    return stats.regression(
        design,
        table[case.y] == case.level if case.level else table[case.y],
        {name: table[name] for name in case.drivers},
        family=case.family,
        reference=dict([case.reference]) if case.reference else {},
        where=table[case.domain[0]] == case.domain[1] if case.domain else None,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_coefficients_agree_with_svyglm(
    case: Case, data: Tables, sampled: Designs, golden: Golden
) -> None:
    found = fit(case, data, sampled)
    expected = golden("models", case.name).astype(float)
    assert found.coefficients.estimate == pytest.approx(expected[:, 0], rel=1e-9)
    assert found.coefficients.se == pytest.approx(expected[:, 1], rel=1e-7)
    covariance = golden("models", f"{case.name} covariance")
    assert found.coefficients.covariance == pytest.approx(covariance, rel=1e-6)
    assert found.r_squared == pytest.approx(golden("models", f"{case.name} fit"), rel=1e-9)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.data != "nhanes"], ids=lambda case: case.name
)
def test_intervals_and_tests_of_terms_agree_with_r(
    case: Case, data: Tables, sampled: Designs, golden: Golden
) -> None:
    found = fit(case, data, sampled)
    expected = golden("models", case.name)
    assert [part.ci_low for part in found.coefficients] == pytest.approx(expected[:, 2], rel=1e-7)
    assert [part.ci_high for part in found.coefficients] == pytest.approx(expected[:, 3], rel=1e-7)
    assert found.df == golden("models", f"{case.name} df")
    test = found.test(*case.terms)
    outcome = [test.statistic, test.df_num, test.df, test.p_value]
    assert outcome == pytest.approx(golden("models", f"{case.name} term"), rel=1e-6)


def test_odds_ratios_and_their_intervals_agree_with_r(
    data: Tables, sampled: Designs, golden: Golden
) -> None:
    case = next(case for case in CASES if case.name == "logistic clus2")
    found = fit(case, data, sampled).odds_ratios()
    expected = golden("models", "odds ratios clus2")[1:]
    assert found.levels == ("ell", "stype: H", "stype: M")
    numbers = [[part.estimate, part.ci_low, part.ci_high] for part in found]
    assert np.array(numbers) == pytest.approx(expected, rel=1e-7)
    # an odds ratio differs from 1 just as its coefficient differs from 0
    coefficient = fit(case, data, sampled).coefficients["stype: H"]
    assert stats.p_values(found["stype: H"], 1.0) == pytest.approx(stats.p_values(coefficient, 0.0))
    assert stats.p_values(found["stype: H"], 0.0) == (1.0, 0.0)


def test_standardised_coefficients_agree_with_r(
    data: Tables, sampled: Designs, golden: Golden
) -> None:
    for name in ("strat", "clus1"):
        table = data[name]
        drivers = {key: table[key] for key in ("ell", "meals", "api.stu")}
        found = stats.regression(sampled[name], table["api00"], drivers).standardised()
        expected = golden("models", f"standardised {name}")
        assert found.estimate == pytest.approx(expected[:, 0], rel=1e-9)
        # R has the derivatives by the weights from differences
        assert found.se == pytest.approx(expected[:, 1], rel=1e-7)


def test_a_standardised_logistic_coefficient_is_per_deviation_of_the_driver(
    data: Tables, sampled: Designs
) -> None:
    table, design = data["clus2"], sampled["clus2"]
    yes = table["comp.imp"] == "Yes"
    found = stats.regression(design, yes, {"ell": table["ell"]}, family="logistic")
    weights = design.weights
    centre = np.average(table["ell"], weights=weights)
    deviation = np.sqrt(np.average((table["ell"] - centre) ** 2, weights=weights))
    scaled = stats.regression(design, yes, {"ell": table["ell"] / deviation}, family="logistic")
    assert found.standardised().estimate == pytest.approx(scaled.coefficients.estimate[1:])


def test_a_price_in_cents_or_in_euros_fits_as_well(data: Tables, sampled: Designs) -> None:
    table = data["strat"]
    cents = {"price": table["enroll"] * 1e6 + 1e9, "meals": table["meals"]}
    euros = {"price": table["enroll"], "meals": table["meals"]}
    first = stats.regression(sampled["strat"], table["api00"], cents)
    second = stats.regression(sampled["strat"], table["api00"], euros)
    assert first.r_squared == pytest.approx(second.r_squared, rel=1e-9)
    assert first.coefficients["price"].se * 1e6 == pytest.approx(
        second.coefficients["price"].se, rel=1e-7
    )
    assert first.standardised().se == pytest.approx(second.standardised().se, rel=1e-7)


def test_rescaled_weights_change_nothing(tables: Tables) -> None:
    table = tables["apiclus1"]
    designs = [stats.Design(183, table["pw"] * by, clusters=table["dnum"]) for by in (1, 1e6)]
    first, second = (
        stats.regression(d, table["awards"] == "Yes", {"ell": table["ell"]}, family="logistic")
        for d in designs
    )
    assert first.coefficients.estimate == pytest.approx(second.coefficients.estimate, rel=1e-9)
    assert first.coefficients.se == pytest.approx(second.coefficients.se, rel=1e-9)


def test_a_matrix_has_numbered_drivers() -> None:
    matrix = np.array([[1, 2], [2, 1], [3, 5], [4, 3], [5, 4]])
    found = stats.regression(stats.Design(5), [2, 4, 5, 4, 5], matrix)
    assert found.coefficients.levels == ("intercept", "x1", "x2")


def test_those_without_an_answer_are_left_out_and_counted() -> None:
    visits = [1, 2, np.nan, 4, 5, 6]
    shop = np.array(["a", "b", "a", None, "b", "a"], dtype=object)
    found = stats.regression(
        stats.Design(6), [2, 4, 5, 4, np.nan, 5], {"visits": visits}, where=[True] * 5 + [False]
    )
    assert (found.n, found.n_missing) == (3, 2)
    found = stats.regression(stats.Design(6), [2, 4, 5, 4, 3, 5], {"shop": shop})
    assert (found.n, found.n_missing) == (5, 1)
    assert found.coefficients.levels == ("intercept", "shop: b")


def test_levels_that_nobody_in_the_domain_has_are_no_drivers(data: Tables) -> None:
    table = data["strat"]
    found = stats.regression(
        stats.Design(200), table["api00"], {"stype": table["stype"]}, where=table["stype"] != "E"
    )
    assert found.coefficients.levels == ("intercept", "stype: M")


@pytest.mark.parametrize(
    ("y", "drivers", "message"),
    [
        ([1, 2, 3, 4, 6], {"a": [1, 2, 3, 4, 5], "b": [2, 4, 6, 8, 10]}, "'b' is the same .* or"),
        ([1, 2, 3, 4, 6], {"a": [7, 7, 7, 7, 7]}, "'a' is the same for everybody"),
        ([1, 2, 3, 4, 6], {"a": ["x"] * 5}, "a: found 'x' for everybody"),
        ([3, 3, 3, 3, 3], {"a": [1, 2, 3, 4, 5]}, "y: found 3 for everybody"),
        ([1, 2, np.nan, np.nan, 4], {"a": [1, 2, 3, 4, 5], "b": [3, 1, 2, 2, 1]}, "3 complete"),
        ([1, 2, 3, 4, 6], {"a": [1, 2, 3, 4, np.inf]}, "a: row 4: found inf"),
        ([1, 2, 3, 4, 6], {}, "must be one named column or more"),
        ([1, 2, 3, 4, 6], {"intercept": [1, 2, 3, 5, 4]}, "none called 'intercept'"),
        ([1, 2, 3, 4, 6], [1, 2, 3, 5, 4], "drivers: found shape"),
        ([1, 2, 3, 4, 6], {"a: y": [1, 0, 2, 1, 1], "a": ["x", "y", "y", "x", "y"]}, "name twice"),
    ],
)
def test_what_no_regression_can_use_is_said(y: Any, drivers: Any, message: str) -> None:  # noqa: ANN401 - misuse
    with pytest.raises(StatisticsError, match=message):
        stats.regression(stats.Design(5), y, drivers)


@pytest.mark.parametrize(
    "visits",
    [[1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 4, 5, 6, 7], [0, 0, 0, 0, 0, 1, 1, 1]],
    ids=["complete", "complete but for a tie", "a level with one answer"],
)
def test_separation_is_said(visits: list[float]) -> None:
    with pytest.raises(StatisticsError, match=r"with certainty for some \(separation\)"):
        stats.regression(
            stats.Design(8), [0, 0, 0, 0, 1, 1, 1, 1], {"visits": visits}, family="logistic"
        )


def test_misnamed_options_are_said() -> None:
    design, y, drivers = stats.Design(5), [2, 4, 5, 4, 5], {"visits": [1, 2, 3, 4, 5]}
    with pytest.raises(StatisticsError, match="family: found 'probit'"):
        stats.regression(design, y, drivers, family="probit")  # type: ignore[arg-type] # misuse
    with pytest.raises(StatisticsError, match="a reference for 'shop'"):
        stats.regression(design, y, drivers, reference={"shop": "a"})
    with pytest.raises(StatisticsError, match="reference 9, must be one of"):
        stats.regression(design, y, drivers, reference={"visits": 9})
    with pytest.raises(StatisticsError, match="other numbers than 0 and 1"):
        stats.regression(design, y, drivers, family="logistic")
    found = stats.regression(design, y, drivers)
    with pytest.raises(StatisticsError, match=r"found \['price'\], must be of \['visits'\]"):
        found.test("price")
    with pytest.raises(StatisticsError, match="odds ratios: found a linear regression"):
        found.odds_ratios()


def test_without_degrees_of_freedom_intervals_are_open_and_tests_are_refused() -> None:
    design = stats.Design(6, clusters=[1, 1, 1, 2, 2, 2])
    found = stats.regression(design, [2, 4, 5, 4, 5, 3], {"visits": [1, 2, 3, 4, 5, 1]})
    assert found.df == 0
    assert found.coefficients["visits"].ci_high == np.inf
    with pytest.raises(StatisticsError, match="0 degrees of freedom left"):
        found.test("visits")
