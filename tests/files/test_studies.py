"""Study files become studies; every error names the file."""

from pathlib import Path

import pytest

from validation.errors import StudyError
from validation.files import read_study

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_shipped_journeys_and_scales_may_be_named(tmp_path: Path) -> None:
    path = tmp_path / "study.yaml"
    path.write_text(
        "study: s\njourney: attract-convert-close-delight\n"
        "items: [{id: q, text: Q?, type: rating, scale: satisfaction}]\n"
        "hypotheses: [{id: h, says: H, claim: {kind: level, item: q, at_least: 4}}]\n"
    )
    study = read_study(path)
    assert [stage.id for stage in study.stages] == ["attract", "convert", "close", "delight"]


def test_threshold_off_a_shipped_scale_is_told(tmp_path: Path) -> None:
    path = tmp_path / "study.yaml"
    path.write_text(
        "study: s\nitems: [{id: q, text: Q?, type: rating, scale: satisfaction}]\n"
        "hypotheses: [{id: h, says: H, claim: {kind: level, item: q, at_least: 7}}]\n"
    )
    with pytest.raises(StudyError, match=r"study\.yaml: The study has a problem") as caught:
        read_study(path)
    assert "found 7, must be within what it can be, 1 to 5" in str(caught.value)


@pytest.mark.parametrize("name", ["mobile_operator", "media_use"])
def test_examples_are_studies(name: str) -> None:
    assert read_study(EXAMPLES / name / "study.yaml").hypotheses
