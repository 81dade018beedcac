"""Every golden row of R, call by call: `tests/golden/README.md` says where the rows come from."""

from collections import Counter, defaultdict
from typing import Any

import pytest

from tests.proof.agreement import GOLDEN, agrees, deviations, golden_rows
from tests.proof.calls import CALLS

ROWS = list(golden_rows(GOLDEN))
RANDOM: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
for _row in golden_rows(GOLDEN / "random"):
    RANDOM[_row["design"]].append(_row)
TOLERANCE = 1e-9  # the issue asks for 1e-6


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['design']}-{row['estimator']}")
def test_the_package_agrees_with_r(row: dict[str, Any]) -> None:
    assert deviations(row, GOLDEN, TOLERANCE) == [], row["call"]


@pytest.mark.parametrize("name", list(RANDOM))
def test_the_package_agrees_with_r_on_random_designs(name: str) -> None:
    # made by sweep.R, seeds 3001 to 3005
    found = {row["call"]: deviations(row, GOLDEN / "random", TOLERANCE) for row in RANDOM[name]}
    assert {call: text for call, text in found.items() if text} == {}


def test_every_estimator_is_compared_on_several_designs() -> None:
    compared = Counter(row["estimator"] for row in ROWS)
    assert set(compared) == set(CALLS)
    assert len(ROWS) > 900
    assert len({row["data"] for row in ROWS}) > 9


def test_every_row_has_its_call_and_numbers() -> None:
    assert all(row["call"] and set(row) & {"value", "statistic"} for row in ROWS)


def test_a_number_that_is_off_by_a_millionth_is_found() -> None:
    row = next(row for row in ROWS if row["estimator"] == "mean")
    wrong = {**row, "se": row["se"] * (1 + 1e-6)}
    (found,) = deviations(wrong, GOLDEN, TOLERANCE)
    assert found.startswith("se: found")


@pytest.mark.parametrize(
    ("found", "expected"),
    [(1.0, 1.1), ([1.0, 2.0], [1.0]), (float("nan"), 1.0), (float("inf"), 1.0), (0.0, 1e-6)],
)
def test_numbers_that_differ_do_not_agree(found: object, expected: object) -> None:
    assert not agrees(found, expected, TOLERANCE)


def test_infinite_limits_agree_with_their_text() -> None:
    assert agrees([float("-inf"), 2.0], ["-Inf", "2"], TOLERANCE)
