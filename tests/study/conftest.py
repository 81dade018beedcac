"""Study files in a few lines."""

from collections.abc import Callable
from pathlib import Path

import pytest

from validation.errors import StudyError
from validation.files.documents import read_document
from validation.study import Outline, Scale, Study, parse_study

OUTLINES = {
    "buying": Outline(
        id="buying",
        title="Buying",
        stages=[{"id": "look", "title": "Looking"}, {"id": "buy", "title": "Buying"}],
    )
}
SCALES = {"satisfaction": Scale(start=1, end=5)}
Parse = Callable[[str], Study]
Problems = Callable[[str], list[str]]


@pytest.fixture
def parse(tmp_path: Path) -> Parse:
    """Read a study from the text of its file."""

    def read(text: str) -> Study:
        path = tmp_path / "study.yaml"
        path.write_text(text, encoding="utf-8")
        return parse_study(read_document(path), outlines=OUTLINES, scales=SCALES)

    return read


@pytest.fixture
def problems(parse: Parse) -> Problems:
    """Read a study that is wrong, and return its problems as a person sees them."""

    def read(text: str) -> list[str]:
        with pytest.raises(StudyError) as caught:
            parse(text)
        return [str(problem) for problem in caught.value.problems]

    return read
