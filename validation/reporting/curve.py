"""The journey as a curve: how people rate what they met at each stage, on one scale."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from validation import stats
from validation.claims import Choices, Frame
from validation.errors import StatisticsError
from validation.questionnaire import Item, Questionnaire
from validation.study import Document, Id

EXPERIENCED = {None, "ease", "effort", "quality", "satisfaction", "recommend"}
BEST = 100.0
Floats = NDArray[np.float64]


class StageRating(Document):
    """The experience at one stage: 0 is the worst, 100 the best that could be answered."""

    stage: Id
    items: tuple[Id, ...]
    n: int
    estimate: float
    ci_low: float
    ci_high: float


def build_curve(
    frame: Frame, questionnaire: Questionnaire, confidence: float = 0.95
) -> Iterator[StageRating]:
    """Yield the experience at each stage that has ratings, in the order of the journey.

    Every rating becomes a number from 0 to 100 by the ends of its scale, every respondent the mean
    of those given; the estimate is their weighted mean. Ratings of what is not an experience, such
    as importance or frequency, are left out, as are stages that nobody with a weight rated.
    """
    for section in questionnaire.sections:
        items = [item for item in section.items if _is_rated(item, frame)]
        if section.stage is not None and items:
            yield from _rating(str(section.stage), items, frame, confidence)


def _is_rated(item: Item, frame: Frame) -> bool:
    """Say whether an item rates an experience, and was answered."""
    rated = item.type == "rating" and item.template in EXPERIENCED
    column = frame.columns.get(item.id)
    return rated and isinstance(column, Choices) and bool((column.missing >= 0).any())


def _rating(
    stage: str, items: list[Item], frame: Frame, confidence: float
) -> Iterator[StageRating]:
    values = _mean_of([_scaled(item, frame) for item in items])
    try:
        found = stats.mean(frame.design, values, confidence=confidence)
    except StatisticsError:
        return
    ends = np.clip(np.nan_to_num([found.ci_low, found.ci_high], nan=found.estimate), 0.0, BEST)
    yield StageRating(
        stage=stage,
        items=tuple(item.id for item in items),
        n=found.n,
        estimate=found.estimate,
        ci_low=float(ends[0]),
        ci_high=float(ends[1]),
    )


def _scaled(item: Item, frame: Frame) -> Floats:
    column = frame.column(item.id)
    low, high = column.limits
    return np.asarray(BEST * (column.values() - low) / (high - low))


def _mean_of(ratings: list[Floats]) -> Floats:
    """Return each respondent's mean of the ratings given, NaN without any (n,)."""
    given = np.column_stack(ratings)
    counts = (~np.isnan(given)).sum(axis=1)
    total = np.nansum(given, axis=1)
    return np.where(counts > 0, total / np.maximum(counts, 1), np.nan)
