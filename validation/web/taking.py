"""A form that was sent with a link: decided on where its answers are kept, in the same turn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from validation.fieldwork import standing
from validation.store import PageSave, Visit
from validation.web.forms import Fields
from validation.web.guests import Guest, Instrument
from validation.web.turning import Reason, TurnedAway
from validation.web.writing import Decided, Done

T = TypeVar("T")
ANSWER = "answer"
REFUSED: dict[str, Reason] = {
    "already": "answered",
    "withdrawn": "declined",
    "cancelled": "closed",
    "closed": "closed",
    "unknown": "expired",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it was asked for.

    Args:
        path: the address of its pages, such as `/r/<token>`.
        token: its own.
        sha256: by which the database knows it.
        whose: the address that asks.
        chosen: the language chosen in the address, where there is one.
        preview: whether nothing is kept.
    """

    path: str
    token: str
    sha256: str
    whose: str
    chosen: str | None
    preview: bool

    def guest(self, visit: Visit, instrument: Instrument) -> Guest:
        """Return who opens it."""
        return Guest(self.path, self.token, visit, instrument, self.chosen, self.preview)


Make = Callable[[Guest, Fields], tuple[T, PageSave | None]]


class Taken(NamedTuple, Generic[T]):
    """Whose form it was, and what was made of it, or why nothing was."""

    guest: Guest
    made: T | None
    refused: Reason | None = None


@dataclass(frozen=True, slots=True)
class Posted(Generic[T]):
    """A form that was sent.

    Args:
        link: with which it was sent.
        fields: what it holds.
        ours: whether it came from a page of ours, and of this link.
        now: the time.
        make: says what comes of it, and what is kept.
    """

    link: Link
    fields: Fields
    ours: bool
    now: datetime
    make: Make[T]

    def decide(self, visit: Visit, instrument: Instrument) -> Decided:
        """Return what comes of it: nothing where the link is for something else."""
        if visit.purpose != ANSWER:
            return Decided(None)
        guest = self.link.guest(visit, instrument)
        stands = standing(visit, self.now)
        if stands != "welcome":
            return Decided(Taken[T](guest, None, stands))
        if not self.ours:
            return Decided(Taken[T](guest, None, "forbidden"))
        made, save = self.make(guest, self.fields)
        return Decided(Taken(guest, made), save)

    def made(self, done: Done) -> T:
        """Return what was made of it.

        Raises:
            TurnedAway: nothing was, or it could not be kept.
        """
        taken: Taken[T] = done.outcome
        refused = taken.refused or REFUSED.get(done.saving or "saved")
        if refused is not None or taken.made is None:
            raise TurnedAway(refused or "forbidden", taken.guest)
        return taken.made
