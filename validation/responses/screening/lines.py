"""The same answer throughout whole batteries of ratings."""

from itertools import groupby

import numpy as np

from validation.claims import Frame
from validation.responses.screening.model import Booleans, FlagReason, Flags, Floats
from validation.responses.screening.rated import Codes, rating_codes
from validation.responses.screening.times import Page, Times

# A battery of fewer ratings is answered alike by accident too often.
SHORTEST = 4
FEWEST = 8
THRESHOLD = 0.5  # of the ratings: from half on, Curran (2016) takes a line for carelessness


def flag_straight_lines(frame: Frame, times: Times) -> Flags | FlagReason:
    """Return the share of each respondent's ratings that stand in careless straight lines.

    A battery of four ratings or more that is answered alike throughout may well be meant so
    (Reuning & Plutzer 2020). It is taken for careless where its page was sent before its questions
    could be read; where the time is not known, where the line is not at an end of the scale, for
    there honest lines are rare. Eight ratings at least must stand in such lines.
    """
    found = [
        (codes, points, page)
        for page in times.pages
        for codes, points in _batteries(frame, page)
        if codes.shape[1] >= SHORTEST
    ]
    if sum(codes.shape[1] for codes, _, _ in found) < FEWEST:
        return "few_ratings"
    rated, alike = np.zeros((2, frame.n))
    for codes, points, page in found:
        answered = np.count_nonzero(codes >= 0, axis=1)
        answered[answered < SHORTEST] = 0
        rated += answered
        alike += answered * _is_careless(codes, points, times.hurried(page))
    share = np.divide(alike, rated, out=np.zeros(frame.n), where=alike >= FEWEST)
    return Flags("straight_line", share, THRESHOLD)


def _batteries(frame: Frame, page: Page) -> list[tuple[Codes, int]]:
    by_battery = groupby(page.section.items, key=lambda item: item.battery)
    batteries = [list(items) for battery, items in by_battery if battery is not None]
    return [(rating_codes(frame, items), len(items[0].choices)) for items in batteries]


def _is_careless(codes: Codes, points: int, hurried: Floats) -> Booleans:
    high = codes.max(axis=1)
    low = np.where(codes < 0, np.iinfo(codes.dtype).max, codes).min(axis=1)
    inner = (low > 0) & (high < points - 1)
    return np.asarray((low == high) & np.where(np.isnan(hurried), inner, hurried == 1))
