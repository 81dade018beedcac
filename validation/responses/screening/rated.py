"""Ratings on one scale as a table of codes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from validation.claims import Choices, Frame
from validation.questionnaire import Item

Codes = NDArray[np.signedinteger[Any]]


def rating_codes(frame: Frame, items: Sequence[Item]) -> Codes:
    """Return the codes of those items that the frame has as ratings (n, k), k perhaps 0."""
    columns = [frame.columns.get(item.id) for item in items]
    codes = [one.codes for one in columns if isinstance(one, Choices)]
    return np.column_stack(codes) if codes else np.zeros((frame.n, 0), dtype=np.int8)
