from typing import get_args

import pytest

from validation.errors import FieldworkError
from validation.fieldwork import WaveEvent, WaveState, move

ALLOWED = {
    "planned open": "open",
    "open close": "closed",
    "closed assess": "assessed",
    "assessed report": "reported",
    "planned cancel": "cancelled",
    "open cancel": "cancelled",
}


@pytest.mark.parametrize("event", get_args(WaveEvent))
@pytest.mark.parametrize("state", get_args(WaveState))
def test_these_ways_are_open_and_no_other(state: WaveState, event: WaveEvent) -> None:
    expected = ALLOWED.get(f"{state} {event}")

    if expected is None:
        with pytest.raises(FieldworkError, match=f"wave: found {state}, must be"):
            move(state, event)
    else:
        assert move(state, event) == expected


def test_what_is_refused_says_from_where_it_is_allowed() -> None:
    with pytest.raises(FieldworkError, match="found closed, must be planned or open to cancel it"):
        move("closed", "cancel")
