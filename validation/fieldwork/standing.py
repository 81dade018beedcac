"""How somebody stands who opens their link: welcome to answer, or why not."""

from datetime import datetime
from typing import Literal, Protocol

from validation.fieldwork.states import WaveState

Standing = Literal["welcome", "answered", "erased", "declined", "not_open", "closed", "expired"]

# Only an open wave takes answers, and it only until its closing.
OF_WAVE: dict[WaveState, Standing] = {
    "planned": "not_open",
    "closed": "closed",
    "assessed": "closed",
    "reported": "closed",
    "cancelled": "closed",
}
ERASED = "erased"


class Visited(Protocol):
    """What a link leads to: the state and times of its wave, and what its invitation came to."""

    @property
    def wave_state(self) -> WaveState:
        """How far the wave is."""

    @property
    def closes_at(self) -> datetime | None:
        """When the wave takes no more answers."""

    @property
    def expires_at(self) -> datetime | None:
        """When the link leads nowhere any more."""

    @property
    def answered(self) -> bool:
        """Whether the answers were submitted."""

    @property
    def declined(self) -> bool:
        """Whether the person does not want to answer."""

    @property
    def dropped(self) -> str | None:
        """Why the person is not asked any more."""


def standing(visited: Visited, now: datetime) -> Standing:
    """Return how somebody stands who opens a link now.

    What the person did comes first: who has answered hears that, and not that the survey is
    closed. A wave whose closing is past is closed, also while nobody has moved it.
    """
    if visited.answered:
        return "answered"
    if visited.dropped == ERASED:
        return "erased"
    if visited.declined or visited.dropped is not None:
        return "declined"
    if visited.wave_state in OF_WAVE:
        return OF_WAVE[visited.wave_state]
    if _past(visited.closes_at, now):
        return "closed"
    return "expired" if _past(visited.expires_at, now) else "welcome"


def _past(time: datetime | None, now: datetime) -> bool:
    return time is not None and now >= time
