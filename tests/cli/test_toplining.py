"""`todenna topline` shows frequencies with bases, weighted and not."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Pair = tuple[Path, Path]


def test_frequencies_are_those_of_the_file(run: Callable[..., Any], mobile: Pair) -> None:
    toplines = json.loads(run("topline", mobile[0], "-r", mobile[1], "--json").out)
    [item] = [one for one in toplines if one["item"] == "satisfaction_overall"]
    with mobile[1].open() as file:
        rated = [int(row["CUSA1"]) for row in csv.DictReader(file)]
    assert item["base"] == len(rated) == 250
    assert [line["n"] for line in item["lines"]] == [rated.count(code) for code in range(1, 11)]
    assert item["mean"] == pytest.approx(sum(rated) / 250)


def test_kinds_of_missing_stay_apart(run: Callable[..., Any], media: Pair) -> None:
    out = run("topline", media[0], "-r", media[1], "--wave", "2010", "--json").out
    [income] = [one for one in json.loads(out) if one["item"] == "rincome"]
    with media[1].open() as file:
        told = [row["rincome"] for row in csv.DictReader(file) if row["year"] == "2010"]
    expected = {
        "no_answer": told.count("No answer"),
        "dont_know": told.count("Don't know"),
        "refused": told.count("Refused"),
        "not_applicable": told.count("Not applicable"),
    }
    assert income["missing"] == {kind: count for kind, count in expected.items() if count}
    assert income["base"] == len(told) - sum(income["missing"].values())


def test_weighted_shares_of_a_margin_are_the_margin(run: Callable[..., Any], media: Pair) -> None:
    out = run("topline", media[0], "-r", media[1], "--wave", "2010", "--json").out
    [ages] = [one for one in json.loads(out) if one["item"] == "age_group"]
    assert [line["weighted"] for line in ages["lines"]] == pytest.approx(
        [0.130762, 0.350158, 0.347408, 0.171672], abs=1e-6
    )  # Census 2010, C2010BR-03


def test_table_has_wordings_and_bases(run: Callable[..., Any], mobile: Pair) -> None:
    out = run("topline", mobile[0], "-r", mobile[1], "--language", "sv").out
    assert "Hur nöjd eller missnöjd är du med din operatör som helhet?" in out
    assert "Base: 250 answers; mean 7.99" in out
