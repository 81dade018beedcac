from collections.abc import Callable

import pytest

from validation.claims import Frame
from validation.questionnaire import Questionnaire
from validation.responses import Flags, Traces
from validation.responses.screening.lines import flag_straight_lines
from validation.responses.screening.times import build_times

Asking = Callable[..., Questionnaire]
Sheets = Callable[..., Frame]
Lines = Callable[..., Flags | str]
FOUR = ["How was this part of the service?"] * 4  # 33 characters: 1.4 s each, 5.5 s a page
QUICK, SLOW = {"use": 3.0, "buy": 3.0}, {"use": 20.0, "buy": 20.0}


@pytest.fixture
def lines(asking: Asking, sheets: Sheets) -> Lines:
    """Straight lines in two batteries of four, given the answers and the time of each page."""

    def make(*rows: list[int | None], seconds: dict[str, float] | None = None) -> Flags | str:
        frame = sheets(use=[row[:4] for row in rows], buy=[row[4:] for row in rows])
        paradata = [{"seconds": seconds} if seconds else {}] * len(rows)
        traces = Traces.of(paradata, sections=["use", "buy"])  # type: ignore[arg-type] # a literal
        return flag_straight_lines(frame, build_times(frame, asking(use=FOUR, buy=FOUR), traces))

    return make


def evidence(found: Flags | str) -> list[float]:
    assert isinstance(found, Flags)
    return [float(one) for one in found.evidence]


def test_hurried_lines_through_all_batteries_are_careless(lines: Lines) -> None:
    assert evidence(lines([5, 5, 5, 5, 2, 2, 2, 2], seconds=QUICK)) == [1]


def test_people_who_took_their_time_may_think_the_same_of_everything(lines: Lines) -> None:
    assert evidence(lines([3] * 8, [5] * 8, seconds=SLOW)) == [0, 0]


def test_without_times_lines_at_an_end_of_the_scale_are_honest(lines: Lines) -> None:
    assert evidence(lines([3] * 8, [5] * 8, [1] * 8, [1] * 4 + [3] * 4)) == [1, 0, 0, 0]


def test_one_battery_of_four_is_no_suspicion(lines: Lines) -> None:
    assert evidence(lines([3, 3, 3, 3, 2, 4, 5, 3], seconds=QUICK)) == [0]


def test_one_other_answer_is_enough_to_differ(lines: Lines) -> None:
    assert evidence(lines([3, 3, 3, 4, 3, 3, 3, 3], seconds=QUICK)) == [0]


def test_batteries_with_fewer_than_four_answers_do_not_count(lines: Lines) -> None:
    assert evidence(lines([3, 3, 3, None, 3, 3, 3, 0], [None] * 8, seconds=QUICK)) == [0, 0]


def test_half_of_the_ratings_is_the_threshold(asking: Asking, sheets: Sheets) -> None:
    frame = sheets(use=[[3] * 8, [3] * 8], buy=[[1, 2] * 4, [1, 2] * 4], tell=[[2, 1], [2, 1]])
    questionnaire = asking(use=FOUR * 2, buy=FOUR * 2, tell=FOUR[:2])
    found = flag_straight_lines(frame, build_times(frame, questionnaire, None))

    assert isinstance(found, Flags)
    assert found.evidence.tolist() == [0.5, 0.5]
    assert found.flagged.all()


def test_few_ratings_cannot_show_it(asking: Asking, sheets: Sheets) -> None:
    frame = sheets(use=[[3] * 4], buy=[[3] * 3])
    questionnaire = asking(use=FOUR, buy=FOUR[:3])

    assert flag_straight_lines(frame, build_times(frame, questionnaire, None)) == "few_ratings"
