"""`todenna check` says what a study file comes to, or everything that is wrong."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

WRONG = """study: s
items: [{id: q, text: Q?, type: rating, scale: {from: 1, to: 10}}]
hypotheses:
  - {id: h, says: H, claim: {kind: score, score: nps, item: q, at_least: 30}}
  - {id: g, says: G, claim: {kind: level, item: qq, at_least: 3}}
"""


def test_example_passes(run: Callable[..., Any], mobile: tuple[Path, Path]) -> None:
    done = run("check", mobile[0])
    assert done.code == 0
    assert "14 hypotheses" in done.out
    assert "an interval wholly below 50.0 %" in done.out


def test_all_problems_come_with_their_lines(run: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "study.yaml"
    path.write_text(WRONG)
    done = run("check", path)
    assert done.code == 1
    assert "line 4: hypotheses.h.claim.score: found a Net Promoter Score of q" in done.err
    assert "line 5: hypotheses.g.claim.item: found 'qq', must be the id of an item" in done.err


def test_programs_get_the_problems_as_json(run: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "study.yaml"
    path.write_text(WRONG)
    content = json.loads(run("check", path, "--json").out)
    assert content["ok"] is False
    assert [problem["line"] for problem in content["problems"]] == [4, 5]


def test_programs_get_the_plan_of_a_good_file(
    run: Callable[..., Any], mobile: tuple[Path, Path]
) -> None:
    content = json.loads(run("check", mobile[0], "--json").out)
    assert content["ok"] is True
    assert len(content["plan_hash"]) == 64
