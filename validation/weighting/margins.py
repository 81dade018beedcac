"""Weights that bring respondents to the known shares of the audience."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from validation import stats
from validation.claims import Choices, Frame, smallest_type
from validation.errors import Problem, StatisticsError, WeightingError
from validation.stats import Design
from validation.weighting.model import MarginLine, Weighting

UNKNOWN = "(no answer)"
Margins = Mapping[str, Mapping[str, float]]


def weigh(frame: Frame, margins: Margins) -> tuple[Frame, Weighting]:
    """Return the frame raked to the margins, and what that did (Deming & Stephan 1940).

    Respondents whose level of a margin is not known keep together the share that they have, and
    the margin holds among the others; so nobody is lost.

    Raises:
        WeightingError: a level has no respondent, or the margins contradict each other.
    """
    problems = list(_problems(frame, margins))
    if problems:
        raise WeightingError("The respondents cannot be weighted to the margins.", problems)
    if not margins:
        return frame, _summary(frame.design, ())
    targets = [_target(frame, item, margin) for item, margin in margins.items()]
    try:
        design = frame.design.calibrated(
            [_codes(frame, item) for item in margins],
            [dict(enumerate(target.values())) for target in targets],
        )
    except StatisticsError as error:
        hint = "Check the margins, or leave out the one that fits least."
        message = f"audience.margins: {_named(str(error), frame, margins)} {hint}"
        raise WeightingError(message) from error
    balance = [
        line
        for item, target in zip(margins, targets, strict=True)
        for line in _balance(frame, design, item, target)
    ]
    return frame.with_design(design), _summary(design, tuple(balance))


def _problems(frame: Frame, margins: Margins) -> Iterator[Problem]:
    for item, margin in margins.items():
        where = f"audience.margins.{item}"
        if item not in frame.columns:
            hint = "Map a column to it under data.columns, or take the margin out."
            yield Problem(where, f"no column of {item} in the answers", "a column", hint)
        elif not isinstance(frame.column(item), Choices):
            yield Problem(where, "answers without levels", "one of several levels a respondent")
        else:
            yield from _unfit(frame, item, margin)


def _unfit(frame: Frame, item: str, margin: Mapping[str, float]) -> Iterator[Problem]:
    weights, column = frame.design.weights, frame.column(item)
    for level in dict.fromkeys((*margin, *column.levels)):
        where, share = f"audience.margins.{item}.{level}", margin.get(level)
        heard = bool(np.any(weights[column.counted([level]) == 1] > 0))
        if share and not heard:
            hint = "Join the level with a neighbour, in the bands and in the margin."
            yield Problem(where, "no respondent", "one respondent at least", hint)
        elif heard and not share:
            found = "no share" if share is None else "a share of 0"
            hint = "Join the level with a neighbour, in the bands and in the margin."
            yield Problem(where, f"{found}, and respondents", "a share above 0", hint)


def _named(message: str, frame: Frame, margins: Margins) -> str:
    """Return the message with items and levels for the numbers that the arithmetic knows."""
    for number, item in enumerate(margins, start=1):
        for code, level in enumerate((*frame.column(item).levels, UNKNOWN)):
            message = message.replace(f"margin {number}, {code}:", f"{item}, {level}:")
    return message


def _target(frame: Frame, item: str, margin: Mapping[str, float]) -> dict[str, float]:
    column = frame.column(item)
    weights = frame.design.weights
    unknown = float(weights[column.missing < 0].sum() / weights.sum())
    total = sum(margin.values())
    target = {level: margin.get(level, 0.0) / total * (1 - unknown) for level in column.levels}
    return target | ({UNKNOWN: unknown} if unknown else {})


def _codes(frame: Frame, item: str) -> NDArray[np.signedinteger[Any]]:
    column = frame.column(item)
    codes = column.codes if isinstance(column, Choices) else column.missing
    unknown = len(column.levels)
    return np.where(codes < 0, unknown, codes).astype(smallest_type(unknown + 1))


def _balance(
    frame: Frame, design: Design, item: str, target: Mapping[str, float]
) -> Iterator[MarginLine]:
    codes = _codes(frame, item)
    before, after = frame.design.weights, design.weights
    for code, (level, share) in enumerate(target.items()):
        here = (codes == code) & design.weighted
        yield MarginLine(
            item=item,
            level=level,
            n=int(here.sum()),
            target=share,
            before=float(before[here].sum() / before.sum()),
            after=float(after[here].sum() / after.sum()),
        )


def _summary(design: Design, balance: tuple[MarginLine, ...]) -> Weighting:
    weights = design.weights[design.weighted]
    loss = stats.kish(weights)
    largest = float(weights.max() / weights.mean())
    return Weighting(loss.n, loss.deff, loss.n_effective, largest, balance)
