"""`todenna size` says how many answers each claim needs."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import norm

STUDY = """study: s
items: [{id: q, text: Q?, type: single, options: [a, b]}]
hypotheses:
  - {id: h, says: H, claim: {kind: share, item: q, options: a, at_least: 0.5, effect: 0.1}}
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Return a study with one claim about a share."""
    path = tmp_path / "study.yaml"
    path.write_text(STUDY)
    return path


def test_share_needs_what_the_textbook_says(run: Callable[..., Any], study: Path) -> None:
    [size] = json.loads(run("size", study, "--json").out)
    # n = (z(0.975) + z(0.8))^2 * 0.5^2 / 0.1^2 (Cochran 1977)
    expected = ((norm.ppf(0.975) + norm.ppf(0.8)) * 0.5 / 0.1) ** 2
    assert size["answers"] == pytest.approx(expected, abs=1)


def test_design_effect_and_response_rate_multiply(run: Callable[..., Any], study: Path) -> None:
    [plain] = json.loads(run("size", study, "--json").out)
    options = ("--deff", "2", "--response-rate", "0.25", "--json")
    [size] = json.loads(run("size", study, *options).out)
    assert size["answers"] == pytest.approx(2 * plain["answers"], abs=1)
    assert size["invitations"] == 4 * size["answers"]


def test_table_says_what_the_study_needs(run: Callable[..., Any], study: Path) -> None:
    out = run("size", study, "--power", "0.9").out
    assert "The study needs 263 answers" in out  # (1.959964 + 1.281552)^2 * 25 = 262.7
    assert "Assumed: 90 % power" in out


def test_impossible_power_is_wrong_usage(run: Callable[..., Any], study: Path) -> None:
    done = run("size", study, "--power", "2")
    assert done.code == 2
