from collections.abc import Callable

import numpy as np
import pytest

from validation.claims import Frame
from validation.questionnaire import Questionnaire
from validation.responses import Flags, Paradata, Traces
from validation.responses.screening.speeding import flag_speeders
from validation.responses.screening.times import build_times

Asking = Callable[..., Questionnaire]
Sheets = Callable[..., Frame]
SHORT = ["?"] * 4  # four seconds at least


@pytest.fixture
def speeders(asking: Asking, sheets: Sheets) -> Callable[..., Flags | str]:
    """Who sped through a page of four short questions and one of two."""

    def make(*paradata: Paradata) -> Flags | str:
        n = len(paradata)
        frame = sheets(use=[[1, 2, 3, 4]] * n, buy=[[1, 2]] * n)
        traces = Traces.of(paradata, sections=["use", "buy"])
        return flag_speeders(build_times(frame, asking(use=SHORT, buy=SHORT[:2]), traces))

    return make


def test_a_page_in_less_than_a_second_a_question_is_hasty(
    speeders: Callable[..., Flags | str],
) -> None:
    found = speeders(
        {"seconds": {"use": 3.9, "buy": 1.9}},
        {"seconds": {"use": 3.9, "buy": 20}},
        {"seconds": {"use": 4.1, "buy": 1.9}},
        {"seconds": {"use": 4.1, "buy": 2.1}},
    )

    assert isinstance(found, Flags)
    assert found.evidence == pytest.approx([1, 4 / 6, 2 / 6, 0])
    assert found.flagged.tolist() == [True, True, False, False]


def test_a_pause_on_one_page_hides_no_haste_on_the_others(
    speeders: Callable[..., Flags | str],
) -> None:
    found = speeders({"seconds": {"use": 1, "buy": 3_600}})

    assert isinstance(found, Flags)
    assert found.flagged.tolist() == [True]


def test_a_page_without_a_time_does_not_count(speeders: Callable[..., Flags | str]) -> None:
    found = speeders({"seconds": {"buy": 1}}, {})

    assert isinstance(found, Flags)
    assert found.evidence == pytest.approx([1, np.nan], nan_ok=True)


def test_the_time_of_the_whole_is_compared_with_all_questions(
    speeders: Callable[..., Flags | str],
) -> None:
    found = speeders({"duration": 5.9}, {"duration": 6.1})

    assert isinstance(found, Flags)
    assert found.flagged.tolist() == [True, False]


def test_without_any_time_nothing_is_said(speeders: Callable[..., Flags | str]) -> None:
    assert speeders({}, {"honeypot": False}) == "no_times"


def test_who_is_a_speeder_does_not_change_with_the_others(
    speeders: Callable[..., Flags | str],
) -> None:
    slow: Paradata = {"seconds": {"use": 90, "buy": 60}}
    first: Paradata = {"seconds": {"use": 5, "buy": 5}}
    alone, among = speeders(first), speeders(first, *[slow] * 50)

    assert isinstance(alone, Flags)
    assert isinstance(among, Flags)
    assert alone.flagged[0] == among.flagged[0]
    assert alone.evidence[0] == among.evidence[0]
