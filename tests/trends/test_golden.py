"""Changes and lines of tests/golden/trends/waves.R, from frames to the trend."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from scipy import stats as scipy_stats

from tests.trends.making import SHARE, make_study, make_wave
from validation.trends import Series, build_trend

GOLDEN = json.loads((Path(__file__).parents[1] / "golden/trends/waves.json").read_text("utf-8"))
STUDY = make_study(SHARE, {"kind": "level", "item": "quality", "at_least": 5})
MONTHS = (1, 4, 10, 13)
CASES = [pytest.param(one, id=f"{one['kind']} {one['item']}") for one in GOLDEN["found"]]
CLOSE = 1e-8


@cache
def lines(kind: str) -> tuple[Series, ...]:
    waves = GOLDEN["waves"][kind]
    return build_trend(
        STUDY,
        [
            make_wave(
                STUDY,
                month,
                yes=one["bought"],
                rated=one["quality"],
                weights=one["w"],
                people=tuple(one["person"]),
            )
            for month, one in zip(MONTHS, waves, strict=True)
        ],
    ).series


def line(case: Mapping[str, Any]) -> Series:
    return lines(case["kind"])[["bought", "quality"].index(case["item"])]


@pytest.mark.parametrize("case", CASES)
def test_estimates_are_those_of_svymean(case: Mapping[str, Any]) -> None:
    points = line(case).points

    assert [one.estimate for one in points] == pytest.approx(case["estimate"], rel=CLOSE)
    assert [one.se for one in points] == pytest.approx(case["se"], rel=CLOSE)


@pytest.mark.parametrize("since", ["previous", "baseline"])
@pytest.mark.parametrize("case", CASES)
def test_changes_are_those_of_svycontrast(case: Mapping[str, Any], since: str) -> None:
    found = [one for one in line(case).changes if one.since == since]

    assert [(one.estimate, one.se) for one in found] == [
        pytest.approx(one, rel=CLOSE) for one in case[since]
    ]


@pytest.mark.parametrize("case", CASES)
def test_slopes_are_those_of_gls(case: Mapping[str, Any]) -> None:
    slope, expected = line(case).slope, case["line"]

    assert slope is not None
    assert (slope.estimate, slope.se) == pytest.approx(
        (expected["slope"], expected["se"]), rel=CLOSE
    )
    # four waves leave 2 degrees of freedom for the lack of fit: Q (d - 1) / (2 d) is F (2, d - 1)
    d = slope.df + 2
    statistic = expected["Q"] * (d - 1) / (2 * d)
    assert slope.lack_of_fit_p == pytest.approx(scipy_stats.f.sf(statistic, 2, d - 1), rel=CLOSE)
