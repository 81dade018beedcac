"""`todenna size` says how many answers each claim needs."""

import json
import subprocess
import sys
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


def test_answers_that_can_be_had_say_what_they_show(run: Callable[..., Any], study: Path) -> None:
    [size] = json.loads(run("size", study, "--answers", "100", "--json").out)
    # power of the right side alone: Φ(0.1 · √100 / 0.5 − z(0.975))
    assert size["power"] == pytest.approx(norm.cdf(2 - norm.ppf(0.975)), abs=1e-6)
    shown = (norm.ppf(0.975) + norm.ppf(0.8)) * 0.5 / 10
    assert size["detectable"] == pytest.approx(shown, abs=1e-6)


def test_simulated_verdicts_stand_beside_each_claim(run: Callable[..., Any], study: Path) -> None:
    options = ("--simulate", "--waves", "10", "--answers", "600", "--json")
    [size] = json.loads(run("size", study, *options).out)
    expected = size["expected"]
    assert expected["as_said"] is True
    assert expected["waves"] == 10
    shares = [expected[name] for name in ("supported", "refuted", "inconclusive", "too_few")]
    assert sum(shares) == pytest.approx(1)
    assert expected["supported"] >= 0.9  # the power of 600 answers is 0.999


def test_a_simulation_of_a_wrong_workshop_is_shown_as_a_table(
    run: Callable[..., Any], study: Path
) -> None:
    out = run("size", study, "--simulate", "--waves", "5", "--truth", "wrong").out
    assert "If the workshop is wrong" in out
    assert "a wave of 197 answers" in out  # what the study needs


def test_planning_alone_loads_no_simulation(study: Path) -> None:
    code = (
        "import sys; from validation.cli import main\n"
        f"try: main(['size', {str(study)!r}, '--json'])\n"
        "except SystemExit: pass\n"
        "heavy = {'validation.simulation', 'prefect', 'matplotlib', 'statsmodels', 'pandas'}\n"
        "sys.exit(str(heavy & sys.modules.keys()) if heavy & sys.modules.keys() else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
