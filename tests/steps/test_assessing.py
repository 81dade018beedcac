"""From a study file and a file of answers to verdicts."""

from pathlib import Path

import pytest

from validation.errors import ResponseError
from validation.steps import Source, assess_responses, prepare_study, tabulate_responses

STUDY = """study: s
items: [{id: q, text: Q?, type: rating, scale: {from: 1, to: 5}}]
hypotheses: [{id: h, says: H, claim: {kind: level, item: q, at_least: 3}}]
data: {id: person}
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Return a study with one rating."""
    path = tmp_path / "study.yaml"
    path.write_text(STUDY)
    return path


def answers(folder: Path, *cells: str) -> Source:
    path = folder / "answers.csv"
    path.write_text("person,q\n" + "".join(f"{n},{cell}\n" for n, cell in enumerate(cells)))
    return Source(path)


def test_answers_become_a_verdict(study: Path, tmp_path: Path) -> None:
    source = answers(tmp_path, *("4", "5") * 20)
    [hypothesis] = assess_responses(prepare_study(study), source).assessment.hypotheses
    assert hypothesis.verdict == "supported"
    assert hypothesis.estimate == pytest.approx(4.5)
    assert hypothesis.n == 40


def test_row_that_does_not_fit_is_told_with_its_place(study: Path, tmp_path: Path) -> None:
    source = answers(tmp_path, "4", "9", "5")
    with pytest.raises(ResponseError) as caught:
        assess_responses(prepare_study(study), source)
    assert "row 3, column q: found 9, must be" in str(caught.value)


def test_good_rows_are_taken_when_asked_for_and_the_others_counted(
    study: Path, tmp_path: Path
) -> None:
    path = answers(tmp_path, "4", "9", "5").path
    done = assess_responses(prepare_study(study), Source(path, good_rows_only=True))
    assert done.assessment.n == 2
    assert done.responses.counts.refused == 1
    [exclusion] = done.responses.exclusions
    assert exclusion.row == 3
    assert "found 9" in exclusion.reason


def test_topline_counts_what_was_answered(study: Path, tmp_path: Path) -> None:
    [topline] = tabulate_responses(prepare_study(study), answers(tmp_path, "1", "1", "5"))
    assert [line.n for line in topline.lines] == [2, 0, 0, 0, 1]
    assert topline.mean == pytest.approx(7 / 3)
