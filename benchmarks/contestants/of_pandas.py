"""Grouped sums in pandas: what an analyst writes by hand."""

from functools import partial
from importlib.metadata import version
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.answers import Answers
from benchmarks.contest import Contestant, Values, Work, run


def shares(answers: Answers) -> Work:
    """A hundred shares with stratified standard errors, from sums a stratum and answer."""
    data = pd.DataFrame({f"i{at}": item for at, item in enumerate(answers.items)})
    data["stratum"], data["w"] = answers.stratum, answers.weights

    def work() -> partial[Values]:
        data["ww"] = data["w"] ** 2
        n = data.groupby("stratum").size().to_numpy()
        found = [_share(data, f"i{at}", n) for at in range(len(answers.items))]
        estimate, se = (list(column) for column in zip(*found, strict=True))
        return partial(Values, estimate=estimate, se=se)

    return work


def _share(data: pd.DataFrame, item: str, n: NDArray[Any]) -> tuple[float, float]:
    sums = data.groupby(["stratum", item])[["w", "ww"]].sum()
    w, ww = (sums[name].to_numpy().reshape(-1, 2) for name in ("w", "ww"))
    share = float(w[:, 1].sum() / w.sum())
    slopes = np.array([-share, 1 - share]) / w.sum()
    totals = w @ slopes
    variance = float((n / (n - 1) * (ww @ slopes**2 - totals**2 / n)).sum())
    return share, variance**0.5


if __name__ == "__main__":
    run(Contestant(f"pandas {version('pandas')}", {"shares": shares}))
