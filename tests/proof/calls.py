"""The call of the package that each kind of golden row stands for, and its numbers."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from validation import stats

Table = dict[str, NDArray[Any]]
Arguments = dict[str, Any]
Numbers = dict[str, Any]
Call = Callable[[Any, Table, Arguments], Numbers]


def domain(data: Table, where: Mapping[str, Any] | None) -> NDArray[np.bool_] | None:
    """Return who has one of the values in every column; None for everybody."""
    if not where:
        return None
    inside = [np.isin(data[column], _several(values)) for column, values in where.items()]
    return np.asarray(np.all(inside, axis=0), dtype=np.bool_)


def _several(values: object) -> list[Any]:
    return values if isinstance(values, list) else [values]


def _options(data: Table, arguments: Arguments) -> dict[str, Any]:
    where = domain(data, arguments.get("where"))
    return {"where": where, "confidence": arguments.get("confidence", 0.95)}


def coded(column: NDArray[Any], levels: list[Any]) -> NDArray[np.intp]:
    """Return positions into the levels, -1 for none of them."""
    codes = np.full(column.size, -1, dtype=np.intp)
    for at, level in enumerate(levels):
        codes[column == level] = at
    return codes


def _of_estimate(found: stats.Estimate) -> Numbers:
    return {
        "value": found.estimate, "se": found.se, "df": found.df, "low": found.ci_low,
        "high": found.ci_high, "deff": found.deff, "n": found.n,
    }  # fmt: skip


def _of_estimates(found: stats.Estimates) -> Numbers:
    return {
        "value": found.estimate.tolist(), "se": found.se.tolist(), "df": found.df,
        "covariance": found.covariance.tolist(),
    }  # fmt: skip


def _of_test(found: stats.TestResult) -> Numbers:
    return {
        "value": found.estimate, "statistic": found.statistic, "df_num": found.df_num,
        "df": found.df, "p_value": found.p_value,
    }  # fmt: skip


def _mean(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    return _of_estimate(stats.mean(design, data[a["y"]], **_options(data, a)))


def _total(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    return _of_estimate(stats.total(design, data[a["y"]], **_options(data, a)))


def _nps(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    return _of_estimate(stats.nps(design, data[a["y"]], **_options(data, a)))


def _ratio(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    return _of_estimate(stats.ratio(design, data[a["y"]], data[a["x"]], **_options(data, a)))


def _paired(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    y, x = data[a["y"]], data[a["x"]]
    return _of_estimate(stats.paired_difference(design, y, x, **_options(data, a)))


def _quantile(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    return _of_estimate(stats.quantile(design, data[a["y"]], a["q"], **_options(data, a)))


def _share(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    found = stats.share(design, data[a["indicator"]], interval=a["interval"], **_options(data, a))
    return _of_estimate(found)


def _shares(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    codes = coded(data[a["codes"]], a["levels"])
    return _of_estimates(stats.shares(design, codes, a["levels"], **_options(data, a)))


def _means(design: stats.Design, data: Table, a: Arguments) -> stats.Estimates:
    codes = coded(data[a["groups"]], a["levels"])
    return stats.domain_means(design, data[a["y"]], codes, a["levels"], **_options(data, a))


def _domain_means(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    return _of_estimates(_means(design, data, a))


def _contrast(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    return _of_estimate(stats.contrast(_means(design, data, a), a["coefficients"]))


def _wald(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    return _of_test(stats.wald(_means(design, data, a), null=a["null"]))


def _difference(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    y, groups = data[a["y"]], data[a["groups"]]
    found = stats.difference(design, y, groups, a["a"], a["b"], **_options(data, a))
    return _of_estimate(found)


def _superiority(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    y, groups = data[a["y"]], data[a["groups"]]
    found = stats.superiority(design, y, groups, a["a"], a["b"], **_options(data, a))
    return _of_estimate(found)


def _combine(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    parts = [
        stats.mean(design, data[part["y"]], where=domain(data, part["where"]))
        for part in a["parts"]
    ]
    return _of_estimates(stats.combine(parts, design))


def _equivalence(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    found = stats.mean(design, data[a["y"]], **_options(data, a))
    return _of_test(stats.equivalence(found, a["low"], a["high"]))


def _p_values(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    found = stats.mean(design, data[a["y"]], **_options(data, a))
    return {"value": stats.p_values(found, a["bound"])}


def _correlation(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    x, y = data[a["x"]], data[a["y"]]
    found = stats.correlation(design, x, y, method=a["method"], **_options(data, a))
    return _of_estimate(found)


def _cramers_v(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    rows, columns = data[a["rows"]], data[a["columns"]]
    return _of_estimate(stats.cramers_v(design, rows, columns, **_options(data, a)))


def _chi_square(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    where, rows, columns = domain(data, a.get("where")), data[a["rows"]], data[a["columns"]]
    found = stats.chi_square(design, rows, columns, statistic=a["statistic"], where=where)
    return _of_test(found)


def _goodness(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    levels = list(a["expected"])
    column = np.array([text(value) for value in data[a["codes"]]], dtype=object)
    codes = coded(column, levels)
    found = stats.goodness_of_fit(
        design,
        codes,
        {at: a["expected"][level] for at, level in enumerate(levels)},
        statistic=a["statistic"],
        where=domain(data, a.get("where")),
    )
    return _of_test(found)


def text(value: object) -> str:
    """Return a level as the key of a JSON object writes it."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _rank_test(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    where = domain(data, a.get("where"))
    return _of_test(stats.rank_test(design, data[a["y"]], data[a["groups"]], where=where))


def _rake(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    margins = [[text(value) for value in data[margin]] for margin in a["margins"]]
    raked = stats.rake(
        design.weights, margins, a["targets"], tolerance=1e-12, bounds=a.get("bounds")
    )
    return _of_raking(raked, data[a["score"]])


def _post_stratify(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    codes = [text(value) for value in data[a["codes"]]]
    return _of_raking(stats.post_stratify(design.weights, codes, a["targets"]), data[a["score"]])


def _of_raking(raked: stats.Raking, score: NDArray[Any]) -> Numbers:
    weights = raked.weights
    return {
        "value": weights.sum(), "weighted": np.nansum(weights * score),
        "squares": weights @ weights, "first": weights[:6].tolist(),
        "n_effective": raked.n_effective,
    }  # fmt: skip


def _kish(design: stats.Design, _: Table, __: Arguments) -> Numbers:
    found = stats.kish(design.weights)
    return {"value": found.deff, "n": found.n, "n_effective": found.n_effective}


def _adjust(_: object, __: Table, a: Arguments) -> Numbers:
    return {"value": stats.adjust(np.atleast_1d(a["p_values"]), a["method"])}


def _answers(data: Table, a: Arguments, name: str) -> NDArray[Any]:
    return data[name] > a["above"] if "above" in a else data[name]


def _each(estimator: Callable[..., Mapping[Any, stats.Estimate]]) -> Call:
    def call(design: stats.Design, data: Table, a: Arguments) -> Numbers:
        found = estimator(design, {name: _answers(data, a, name) for name in a["items"]})
        parts = list(found.values())
        value, se = zip(*((part.estimate, part.se) for part in parts), strict=True)
        return {"value": value, "se": se, "df": parts[0].df}

    return call


def _regression(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    drivers = {name: data[name] for name in a["drivers"]}
    found = stats.regression(design, _answers(data, a, a["y"]), drivers, family=a["family"])
    return _of_estimates(found.coefficients)


def _change(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    waves = [(design, stats.mean(design, data[a[name]])) for name in ("earlier", "later")]
    units = tuple(rows for rows, _ in design.units())
    return _of_estimate(stats.change(stats.stack(waves, units=[units] * 2), 0, 1))


def _trend(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    return _of_estimate(stats.trend(_means(design, data, a), a["times"]).slope)


def _share_difference(design: stats.Design, data: Table, a: Arguments) -> Numbers:
    yes, groups = _answers(data, a, a["y"]), data[a["groups"]]
    first, second = (
        stats.share(design, yes, where=groups == a[name], interval="auto") for name in ("a", "b")
    )
    return _of_estimate(stats.share_difference(design, first, second))


def _size(function: Callable[..., Any]) -> Call:
    return lambda _, __, arguments: {"value": function(**arguments)}


CALLS: dict[str, Call] = {
    "adjust": _adjust,
    "change": _change,
    "chi_square": _chi_square,
    "combine": _combine,
    "contrast": _contrast,
    "correlation": _correlation,
    "cramers_v": _cramers_v,
    "difference": _difference,
    "domain_means": _domain_means,
    "each_mean": _each(stats.each_mean),
    "each_share": _each(stats.each_share),
    "equivalence": _equivalence,
    "goodness_of_fit": _goodness,
    "kish": _kish,
    "mean": _mean,
    "nps": _nps,
    "p_values": _p_values,
    "paired_difference": _paired,
    "post_stratify": _post_stratify,
    "power": _size(stats.power),
    "power_difference": _size(stats.power_difference),
    "power_share": _size(stats.power_share),
    "quantile": _quantile,
    "rake": _rake,
    "rank_test": _rank_test,
    "ratio": _ratio,
    "regression": _regression,
    "required_n": _size(stats.required_n),
    "required_n_difference": _size(stats.required_n_difference),
    "required_n_share": _size(stats.required_n_share),
    "share": _share,
    "share_difference": _share_difference,
    "shares": _shares,
    "superiority": _superiority,
    "total": _total,
    "trend": _trend,
    "wald": _wald,
}
