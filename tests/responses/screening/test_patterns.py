from collections.abc import Callable

import numpy as np
import pytest

from validation.claims import Frame
from validation.questionnaire import Questionnaire
from validation.responses import Flags, note_pattern
from validation.responses.screening.patterns import flag_patterns, longest_patterns

EIGHT = ["?"] * 8


@pytest.mark.parametrize(
    ("ratings", "length"),
    [
        ([1, 5, 1, 5, 1, 5, 1, 5], 8),
        ([2, 3, 2, 3, 2, 3, 2, 3], 0),
        ([1, 2, 3, 4, 5, 4, 3, 2], 8),
        ([3, 4, 5, 1, 2, 3, 4, 5], 8),
        ([5, 4, 3, 2, 1, 5, 4, 3], 8),
        ([4, 4, 4, 1, 5, 1, 5, 1], 5),
        ([1, 5, 1, 0, 1, 5, 1, 5], 4),
        ([4, 4, 4, 4, 4, 4, 4, 4], 0),
        ([3, 4, 3, 2, 1, 1, 4, 3], 4),
        ([4, 2, 5, 5, 1, 3, 2, 4], 0),
    ],
    ids=["zigzag", "narrow", "stairs", "anew", "down", "part", "gap", "line", "wave", "none"],
)
def test_a_pattern_is_as_long_as_its_ratings(ratings: list[int], length: int) -> None:
    assert longest_patterns(np.array([ratings]) - 1, 5).tolist() == [length]


@pytest.mark.parametrize(("ratings", "points"), [([1, 2], 5), ([1, 2, 1, 2, 1, 2], 2)])
def test_few_ratings_or_points_show_no_pattern(ratings: list[int], points: int) -> None:
    assert longest_patterns(np.array([ratings]) - 1, points).tolist() == [0]


def test_a_pattern_of_eight_is_a_suspicion(
    asking: Callable[..., Questionnaire], sheets: Callable[..., Frame]
) -> None:
    frame = sheets(use=[[1, 5] * 4, [1, 5, 1, 5, 1, 5, 1, 1]])
    found = flag_patterns(frame, asking(use=EIGHT))

    assert isinstance(found, Flags)
    assert found.evidence.tolist() == [8, 7]
    assert found.flagged.tolist() == [True, False]


def test_the_order_on_the_page_goes_before_that_of_the_questionnaire(
    asking: Callable[..., Questionnaire], sheets: Callable[..., Frame]
) -> None:
    frame = sheets(use=[[1, 5] * 4, [1, 5] * 4])
    found = flag_patterns(frame, asking(use=EIGHT), np.array([3, np.nan]))

    assert isinstance(found, Flags)
    assert found.evidence.tolist() == [3, 8]


def test_short_pages_cannot_show_it(
    asking: Callable[..., Questionnaire], sheets: Callable[..., Frame]
) -> None:
    frame = sheets(use=[[1, 5, 1, 5]], buy=[[1, 5, 1, 5]])

    assert flag_patterns(frame, asking(use=["?"] * 4, buy=["?"] * 4)) == "few_ratings"


def test_the_pattern_of_one_response_is_noted_as_its_pages_were_shown(
    asking: Callable[..., Questionnaire],
) -> None:
    items = list(asking(use=["?"] * 5).items())
    answers = {"use1": "1", "use2": "2", "use3": "4", "use4": "5", "use5": "3"}
    shown = [items[at - 1] for at in (1, 2, 5, 3, 4)]

    assert note_pattern([shown], answers) == 5
    assert note_pattern([items], answers) == 0
    assert note_pattern([shown[:2], shown[2:]], answers) == 3
    assert note_pattern([shown], answers | {"use5": "(refused)"}) == 0
    assert note_pattern([], answers) == 0
