"""From a study file and a file of answers to verdicts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from validation.errors import ResponseError
from validation.steps import Source, assess_responses, prepare_study, tabulate_responses

Answers = Callable[..., Source]


def test_answers_become_a_verdict(study: Path, answers: Answers) -> None:
    source = answers(*("4", "5") * 20)
    [hypothesis] = assess_responses(prepare_study(study), source).assessment.hypotheses
    assert hypothesis.verdict == "supported"
    assert hypothesis.estimate == pytest.approx(4.5)
    assert hypothesis.n == 40


def test_row_that_does_not_fit_is_told_with_its_place(study: Path, answers: Answers) -> None:
    with pytest.raises(ResponseError) as caught:
        assess_responses(prepare_study(study), answers("4", "9", "5"))
    assert "row 3, column q: found 9, must be" in str(caught.value)


def test_good_rows_are_taken_when_asked_for_and_the_others_counted(
    study: Path, answers: Answers
) -> None:
    path = answers("4", "9", "5").path
    done = assess_responses(prepare_study(study), Source(path, good_rows_only=True))
    assert done.assessment.n == 2
    assert done.responses.counts.refused == 1
    [exclusion] = done.responses.exclusions
    assert exclusion.row == 3
    assert "found 9" in exclusion.reason


def test_one_response_is_too_few_and_no_error(study: Path, answers: Answers) -> None:
    [hypothesis] = assess_responses(prepare_study(study), answers("4")).assessment.hypotheses
    assert hypothesis.verdict == "too few answers"


def test_topline_counts_what_was_answered(study: Path, answers: Answers) -> None:
    [topline] = tabulate_responses(prepare_study(study), answers("1", "1", "5"))
    assert [line.n for line in topline.lines] == [2, 0, 0, 0, 1]
    assert topline.mean == pytest.approx(7 / 3)
