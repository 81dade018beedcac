"""`todenna demo` shows the main job on the examples."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_demo_ends_with_the_verdicts_of_both_examples(run: Callable[..., Any]) -> None:
    done = run("demo", "--examples", EXAMPLES)
    assert done.code == 0
    assert "From expectation to recommendation · 250 responses" in done.out
    assert "Television as a touchpoint · 2044 responses" in done.out
    assert done.out.count("Plan ") == 2


def test_examples_that_are_elsewhere_are_told(run: Callable[..., Any], tmp_path: Path) -> None:
    done = run("demo", "--examples", tmp_path)
    assert done.code == 1
    assert "Start the demo in the folder of the project." in done.err
