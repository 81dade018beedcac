"""A funnel of steps: how far everybody got, and the share that each step loses."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np

from validation import stats
from validation.claims.base import UnansweredError
from validation.claims.columns import Booleans, Floats
from validation.claims.frame import Frame
from validation.errors import StatisticsError

Steps = Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Funnel:
    """Of each step after the first, the share that did not reach it of those one step before."""

    losses: Mapping[str, stats.Estimate]

    @classmethod
    def of(cls, frame: Frame, steps: Steps, where: Booleans) -> Self:
        """Return the losses of a part of the audience.

        Args:
            frame: with the design of the respondents.
            steps: in their order, 1 where one was reached, 0 where not, NaN without answer.
            where: the part of the audience.

        Raises:
            UnansweredError: nobody reached one of the steps.
        """
        got_to, names = how_far(steps), tuple(steps)
        losses = {}
        for place, (before, step) in enumerate(pairwise(names), start=1):
            lost = np.where(np.isnan(got_to), np.nan, got_to == place)
            try:
                losses[step] = stats.share(
                    frame.design, lost, where=where & (got_to >= place), interval="auto"
                )
            except StatisticsError as error:
                raise UnansweredError(before) from error
        return cls(losses)


def how_far(steps: Steps) -> Floats:
    """Return how many steps each respondent got through, NaN where that is not known (n,).

    Who reached a later step has passed the earlier ones. How far somebody got is known where the
    next step was answered with no, or where there is none.

    >>> steps = {"seen": [1, 1, 0], "tried": [0, np.nan, 0], "bought": [1, 0, 0]}
    >>> how_far({step: np.array(reached) for step, reached in steps.items()})
    array([ 3., nan,  0.])
    """
    reached = np.column_stack(list(steps.values()))
    last = np.where(reached == 1, np.arange(1, len(steps) + 1), 0).max(axis=1)
    following = np.column_stack([reached, np.zeros(len(reached))])
    known = following[np.arange(len(reached)), last] == 0
    return np.where(known, last, np.nan)
