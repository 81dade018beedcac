"""The states of a wave, and every way from one to another."""

from typing import Literal

from validation.errors import FieldworkError

WaveState = Literal["planned", "open", "closed", "assessed", "reported", "cancelled"]
WaveEvent = Literal["open", "close", "assess", "report", "cancel"]

TRANSITIONS: dict[tuple[WaveState, WaveEvent], WaveState] = {
    ("planned", "open"): "open",
    ("open", "close"): "closed",
    ("closed", "assess"): "assessed",
    ("assessed", "report"): "reported",
    ("planned", "cancel"): "cancelled",
    ("open", "cancel"): "cancelled",
}


def move(state: WaveState, event: WaveEvent) -> WaveState:
    """Return the state after something happened to a wave.

    Raises:
        FieldworkError: this cannot happen to a wave in this state.

    >>> move("planned", "open")
    'open'
    """
    after = TRANSITIONS.get((state, event))
    if after is None:
        before = " or ".join(one for one, happens in TRANSITIONS if happens == event)
        message = f"wave: found {state}, must be {before} to {event} it."
        raise FieldworkError(f"{message} Look at where the wave is first.")
    return after
