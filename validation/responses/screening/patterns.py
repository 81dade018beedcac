"""Ratings that follow a pattern on the page: zig-zag between two points, or stairs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from validation.claims import Frame
from validation.questionnaire import Item, Questionnaire
from validation.responses.screening.model import Booleans, FlagReason, Flags, Floats
from validation.responses.screening.rated import Codes, rating_codes

# Honest answers fall into a shorter pattern by accident; how seldom they do into one of this length
# stands in tests/responses/screening/test_judging.py.
THRESHOLD = 8
SHORTEST = 3  # with fewer ratings, or points, there is no pattern to see


def flag_patterns(
    frame: Frame, questionnaire: Questionnaire, noted: Floats | None = None
) -> Flags | FlagReason:
    """Return the number of ratings in the longest pattern of each respondent.

    A pattern shows in the order in which ratings stood on the page. Where it was not noted, the
    order of the questionnaire is taken for it.

    Args:
        frame: everybody's answers.
        questionnaire: what was asked.
        noted: note_pattern() of each response when it was given, NaN without (n,).
    """
    blocks = [
        (rating_codes(frame, block), len(block[0].choices))
        for block in _blocks(section.items for section in questionnaire.sections)
    ]
    if max((codes.shape[1] for codes, _ in blocks), default=0) < THRESHOLD:
        return "few_ratings"
    longest = np.zeros(frame.n)
    for codes, points in blocks:
        longest = np.maximum(longest, longest_patterns(codes, points))
    if noted is not None:
        longest = np.where(np.isnan(noted), longest, noted)
    return Flags("pattern", longest, THRESHOLD)


def note_pattern(pages: Iterable[Sequence[Item]], answers: Mapping[str, object]) -> int:
    """Return the number of ratings in the longest pattern of one response.

    Args:
        pages: the items of each page, in the order in which the respondent saw them.
        answers: the code of each answer, by item.
    """
    longest = 0
    for block in _blocks(pages):
        places = {choice.code: place for place, choice in enumerate(block[0].choices)}
        codes = [places.get(str(answers.get(item.id)), -1) for item in block]
        longest = max(longest, int(longest_patterns(np.array([codes]), len(places))[0]))
    return longest


def longest_patterns(codes: Codes, points: int) -> Floats:
    """Return the number of ratings in the longest pattern of each row.

    A zig-zag goes between two points that do not lie side by side, as honest answers do. Stairs
    go up or down by one point, turn at the ends of the scale or begin anew there.

    Args:
        codes: ratings from 0 in the order of the page (n, k); below 0 there is no answer.
        points: of the scale.

    >>> longest_patterns(np.array([[0, 4, 0, 4, 0], [2, 3, 4, 3, 2], [3, 3, 3, 3, 3]]), 5)
    array([5., 5., 0.])
    """
    n, k = codes.shape
    if k < SHORTEST or points < SHORTEST:
        return np.zeros(n)
    first, middle, last = codes[:, :-2], codes[:, 1:-1], codes[:, 2:]
    answered = (first >= 0) & (middle >= 0) & (last >= 0)
    step, next_step = (middle - first) % points, (last - middle) % points
    width = np.abs(middle - first)
    there_and_back = answered & (first == last)
    zigzag = there_and_back & (width > 1)
    turned = there_and_back & (width == 1) & ((middle == 0) | (middle == points - 1))
    straight = answered & (step == next_step) & ((step == 1) | (step == points - 1))
    longest = np.maximum(_longest(zigzag), _longest(straight | turned))
    return np.where(longest > 0, longest + 2, 0).astype(np.float64)


def _longest(triples: Booleans) -> NDArray[np.int16]:
    """Return the length of the longest stretch of true values in each row."""
    longest = running = np.zeros(triples.shape[0], dtype=np.int16)
    for column in triples.T:
        running = (running + 1) * column
        longest = np.maximum(longest, running)
    return longest


def _blocks(pages: Iterable[Sequence[Item]]) -> Iterator[list[Item]]:
    """Yield the ratings on one scale that stand one after the other."""
    for page in pages:
        for (kind, _), items in groupby(page, key=lambda item: (item.type, item.choices)):
            if kind == "rating":
                yield list(items)
