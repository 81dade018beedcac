"""The examples, assessed by the whole chain, and the numbers that R computed of them."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from validation.steps import Source, assess_responses, prepare_study
from validation.verdicts import Assessment, HypothesisVerdict, SegmentVerdict

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "examples"
NUMBERS = ("estimate", "ci_low", "ci_high", "p_value", "p_adjusted")

Golden = dict[str, Any]
Told = HypothesisVerdict | SegmentVerdict


def _near(value: float | None) -> Any:  # noqa: ANN401 (what pytest compares with)
    # p-values of 1e-9 are compared relatively too; the beta interval is solved to 1e-15 in R
    return None if value is None else pytest.approx(value, rel=1e-7, abs=1e-14)


@pytest.fixture(scope="session")
def golden() -> Callable[[str], Golden]:
    def read(name: str) -> Golden:
        content: Golden = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))
        return content

    return read


@pytest.fixture(scope="session")
def assessed() -> Callable[[str, str | None], Assessment]:
    def assess(name: str, wave: str | None = None) -> Assessment:
        folder = ROOT / "examples" / name
        prepared = prepare_study(folder / "study.yaml")
        return assess_responses(prepared, Source(folder / "responses.csv", wave)).assessment

    return assess


@pytest.fixture(scope="session")
def check_figures() -> Callable[[Told, Mapping[str, Any]], None]:
    def check(told: Told, expected: Mapping[str, Any]) -> None:
        assert told.verdict == expected["verdict"]
        assert told.n == expected["n"]
        found = {name: getattr(told, name) for name in NUMBERS}
        assert found == {name: _near(expected[name]) for name in NUMBERS}

    return check


@pytest.fixture(scope="session")
def check_split(
    check_figures: Callable[[Told, Mapping[str, Any]], None],
) -> Callable[[HypothesisVerdict, str, Golden | None], None]:
    def check(told: HypothesisVerdict, variable: str, expected: Golden | None) -> None:
        segments = {one.level: one for one in told.segments if one.variable == variable}
        wholes = [one for one in told.heterogeneity if one.variable == variable]
        if expected is None:
            assert (segments, wholes) == ({}, [])
            return
        assert list(segments) == list(expected["levels"])
        for level, figures in expected["levels"].items():
            check_figures(segments[level], figures)
        (whole,) = wholes
        assert (whole.supported, whole.refuted, whole.open) == tuple(
            expected[name] for name in ("supported", "refuted", "open")
        )
        test = whole.test and {
            name: getattr(whole.test, name) for name in ("statistic", "df_num", "df", "p_value")
        }
        wanted = expected["test"] or None
        assert test == (wanted and {name: _near(value) for name, value in wanted.items()})

    return check
