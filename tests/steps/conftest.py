"""A place to keep things, a small study, and moments."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from validation.settings import Settings, read_settings
from validation.steps import Source

MORNING = datetime(2026, 11, 23, 6, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
STUDY = """study: shop
languages: [en, fi]
stages: [{id: use, title: Use}]
items: [{id: q, stage: use, text: Q?, type: rating, scale: {from: 1, to: 5}}]
hypotheses: [{id: h, says: H, claim: {kind: level, item: q, at_least: 3}}]
data: {id: person}
"""
Answers = Callable[..., Source]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings that keep everything in a folder of the test."""
    return read_settings({"TODENNA_HOME": str(tmp_path / "home")})


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Return a study with one rating."""
    path = tmp_path / "study.yaml"
    path.write_text(STUDY)
    return path


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    """Write ratings into a file, a person each."""

    def write(*cells: str, name: str = "answers.csv", **options: Any) -> Source:  # noqa: ANN401
        path = tmp_path / name
        rows = "".join(f"{number},{cell}\n" for number, cell in enumerate(cells))
        path.write_text(f"person,q\n{rows}")
        return Source(path, **options)

    return write
