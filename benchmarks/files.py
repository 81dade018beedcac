"""The hundred beliefs as a study file and a CSV of answers, for the command that people use."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.beliefs import REGIONS, build_frame, build_study
from validation.claims import Choices, Column, Numbers, Selections

BATCH = 50_000


def write_study(path: Path) -> None:
    """Write the study; JSON is YAML."""
    content = build_study().model_dump(mode="json", by_alias=True, exclude_unset=True)
    path.write_text(json.dumps(content), encoding="utf-8")


def write_answers(path: Path, n: int, seed: int = 1) -> None:
    """Write the answers of n respondents, with the stratum and the weight of each."""
    frame = build_frame(n, seed)
    columns = dict(_texts(frame.columns["tenure"], "tenure"))
    for item, column in frame.columns.items():
        if item != "age_group":  # derived from the age
            columns |= dict(_texts(column, item))
    strata = np.random.default_rng(seed).integers(0, len(REGIONS), n, dtype=np.int8)
    columns["region"] = np.array(REGIONS)[strata]
    columns["w"] = np.char.mod("%.4f", frame.design.weights)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for start in range(0, n, BATCH):
            part = slice(start, start + BATCH)
            writer.writerows(
                zip(*(cells[part].tolist() for cells in columns.values()), strict=True)
            )


def _texts(
    column: Column, item: str
) -> Iterator[tuple[str, np.ndarray[tuple[int], np.dtype[np.str_]]]]:
    match column:
        case Choices():
            texts = np.array([*column.levels, "", "", "Don't know", "", ""])
            yield item, texts[np.where(column.codes < 0, len(column.levels) + 2, column.codes)]
        case Numbers():
            yield item, np.char.mod("%d", column.numbers)
        case Selections():
            for at, option in enumerate(column.levels):
                yield f"{item}_{option}", column.chosen[:, at].astype(np.str_)
