"""`todenna assess` says which hypotheses hold."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Pair = tuple[Path, Path]
KEYS = {"id", "kind", "estimate", "ci_low", "ci_high", "p_value", "p_adjusted", "n", "verdict"}
SEGMENT_KEYS = {"variable", "level", "estimate", "ci_low", "ci_high", "n", "verdict"}
VERDICTS = {"supported", "refuted", "inconclusive", "too few answers"}


def strict(text: str) -> Any:  # noqa: ANN401 (any JSON)
    """Read JSON that has no NaN."""

    def refuse(name: str) -> None:
        raise ValueError(name)

    return json.loads(text, parse_constant=refuse)


def test_json_is_one_object_with_the_promised_keys(run: Callable[..., Any], mobile: Pair) -> None:
    done = run("assess", mobile[0], "--responses", mobile[1], "--json")
    content = strict(done.out)
    assert done.code == 0
    assert {"study", "plan_hash", "n", "hypotheses"} <= set(content)
    assert content["study"] == "mobile-operator"
    assert content["n"] == 250
    for hypothesis in content["hypotheses"]:
        assert set(hypothesis) >= KEYS | {"segments"}
        assert hypothesis["verdict"] in VERDICTS
        for segment in hypothesis["segments"]:
            assert set(segment) >= SEGMENT_KEYS
            assert segment["verdict"] in VERDICTS


def test_what_was_not_asked_is_null_and_too_few(run: Callable[..., Any], mobile: Pair) -> None:
    content = strict(run("assess", mobile[0], "-r", mobile[1], "--json").out)
    [unasked] = [one for one in content["hypotheses"] if one["id"] == "app-would-help"]
    assert unasked["verdict"] == "too few answers"
    assert unasked["n"] == 0
    assert [unasked[key] for key in ("estimate", "ci_low", "p_value", "p_adjusted")] == [None] * 4


def test_table_tells_verdicts_and_ground(run: Callable[..., Any], mobile: Pair) -> None:
    out = run("assess", mobile[0], "-r", mobile[1]).out
    assert "From expectation to recommendation · 250 responses" in out
    assert "✘ refuted" in out
    assert "The expectations are recalled ones" in out
    assert "Assumed: simple random sampling" in out
    assert "Could not be heard: prospects, leads, former customers." in out


def test_statements_are_read_in_the_language_asked_for(
    run: Callable[..., Any], mobile: Pair
) -> None:
    out = run("assess", mobile[0], "-r", mobile[1], "--language", "fi").out
    assert "Odotuksesta suositteluun" in out


def test_wave_has_to_be_chosen(run: Callable[..., Any], media: Pair) -> None:
    done = run("assess", media[0], "-r", media[1])
    assert done.code == 1
    assert "2000" in done.err
    assert "2014" in done.err
    assert "--wave" in done.err


def test_weights_are_told(run: Callable[..., Any], media: Pair) -> None:
    done = run("assess", media[0], "-r", media[1], "--wave", "2010")
    assert done.code == 0
    assert "2044 responses" in done.out
    assert "Weighted to age_group: design effect of the weights 1.0" in done.out


@pytest.mark.parametrize("missing", ["study", "answers"])
def test_missing_file_is_one_sentence(
    run: Callable[..., Any], mobile: Pair, tmp_path: Path, missing: str
) -> None:
    nothing = tmp_path / "nothing.csv"
    pair = (nothing, mobile[1]) if missing == "study" else (mobile[0], nothing)
    done = run("assess", pair[0], "-r", pair[1])
    assert done.code == 1
    assert "found no such file" in done.err
    assert "Traceback" not in done.err
