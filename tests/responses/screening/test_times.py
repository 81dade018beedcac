from collections.abc import Callable

import numpy as np
import pytest

from validation.claims import Frame
from validation.questionnaire import Questionnaire
from validation.responses import Traces
from validation.responses.screening.times import build_times

Asking = Callable[..., Questionnaire]
Sheets = Callable[..., Frame]
# 0.068 s a character is read aloud, at 183 words a minute; a fast reader reads 300 of them, and
# skims 450: 100 characters take 4.15 s and 2.77 s.
LONG = "x" * 100
SECONDS = 0.068 * 183 / 300 * 100


def test_only_the_questions_that_a_respondent_was_shown_have_to_be_read(
    asking: Asking, sheets: Sheets
) -> None:
    frame = sheets(use=[[1, 1], [1, None], [None, None]])
    [page] = build_times(frame, asking(use=[LONG, LONG]), None).pages

    assert page.asked.tolist() == [2, 1, 0]
    assert page.reading == pytest.approx([2 * SECONDS, SECONDS, 0])
    assert page.least == pytest.approx([2 * SECONDS * 300 / 450, SECONDS * 300 / 450, 0])


def test_no_question_takes_less_than_a_second(asking: Asking, sheets: Sheets) -> None:
    [page] = build_times(sheets(use=[[1, 1]]), asking(use=["Why?", "?"]), None).pages

    assert page.least.tolist() == [2]


def test_the_text_is_that_of_the_language_and_the_shortest_where_none_is_known(
    asking: Asking, sheets: Sheets
) -> None:
    questionnaire = asking(use=[{"en": LONG, "fi": LONG * 2}])
    traces = Traces.of([{}] * 4, ["en", "fi", None, "de"])
    [page] = build_times(sheets(use=[[1]] * 4), questionnaire, traces).pages

    assert page.reading == pytest.approx([SECONDS, 2 * SECONDS, SECONDS, SECONDS])


def test_a_page_is_hurried_that_was_sent_before_it_could_be_read(
    asking: Asking, sheets: Sheets
) -> None:
    traces = Traces.of(
        [{"seconds": {"use": SECONDS * 0.9}}, {"seconds": {"use": SECONDS * 1.1}}, {}],
        sections=["use"],
    )
    times = build_times(sheets(use=[[1]] * 3), asking(use=[LONG]), traces)

    assert times.hurried(times.pages[0]) == pytest.approx([1, 0, np.nan], nan_ok=True)


def test_the_whole_time_stands_for_that_of_a_page(asking: Asking, sheets: Sheets) -> None:
    traces = Traces.of([{"duration": 1.9 * SECONDS}, {"duration": 2.1 * SECONDS}])
    frame = sheets(use=[[1]] * 2, buy=[[1]] * 2)
    times = build_times(frame, asking(use=[LONG], buy=[LONG]), traces)

    assert times.hurried(times.pages[1]).tolist() == [1, 0]
