"""Troubles that the stand-in makes when it is told to."""

from collections import deque
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Fault(BaseModel):
    """What the next requests meet.

    `answer`: an error of the given status. `slow_down`: a spent rate limit that ends after so many
    seconds. `spent`: taken, and the limit is spent now. `hang`: no answer. `cut`: the connection
    ends. With `accepts` the mail is taken before the trouble comes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["answer", "slow_down", "spent", "hang", "cut"]
    accepts: bool = False
    status: Annotated[int, Field(ge=400, le=599)] = 500
    seconds: Annotated[int, Field(ge=0)] = 1
    times: Annotated[int, Field(ge=1)] = 1

    @property
    def takes(self) -> bool:
        """Whether the mail is taken all the same."""
        return self.accepts or self.kind == "spent"


class Faults:
    """The troubles to come, in their order."""

    def __init__(self) -> None:
        self._coming: deque[Fault] = deque()

    def add(self, fault: Fault) -> None:
        """Put a trouble behind those to come."""
        self._coming.extend([fault] * fault.times)

    def take(self) -> Fault | None:
        """Return the trouble of the next request, and forget it."""
        return self._coming.popleft() if self._coming else None

    def clear(self) -> None:
        """Forget every trouble to come."""
        self._coming.clear()
