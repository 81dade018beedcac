"""Who may look a link up: by the link first, and by the address only where links are guessed."""

from collections.abc import Iterator
from contextlib import contextmanager

from validation.web.limits import Buckets, Clock, Limits
from validation.web.turning import TurnedAway


class Gate:
    """Counts what is asked, in memory that is bounded.

    A link that is known has a bucket of its own, and its address is not looked at: thirty people
    of one room come in. One that is not known counts against the address, which gets it back when
    the link turns out to be real.

    Args:
        limits: how much may be asked.
        clock: seconds that never go back.
    """

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._links = Buckets(limits.token, limits.remembered, clock)
        self._misses = Buckets(limits.misses, limits.remembered, clock)
        self._new = Buckets(limits.new, limits.remembered, clock)

    @contextmanager
    def looking_up(self, link: str, whose: str) -> Iterator[None]:
        """Let a link be looked up inside, and count it against the address unless it is found.

        Args:
            link: by which name the link is looked up.
            whose: the address that asks.

        Raises:
            TurnedAway: too much was asked.
        """
        if link in self._links:
            _take(self._links, link)
            yield
            return
        _take(self._misses, whose)
        yield
        self._misses.give_back(whose)
        _take(self._links, link)

    def miss(self, whose: str) -> None:
        """Count something asked in vain.

        Raises:
            TurnedAway: too much was asked in vain.
        """
        _take(self._misses, whose)

    def make(self, whose: str) -> None:
        """Count a personal link that is made for somebody.

        Raises:
            TurnedAway: too many were made for one address.
        """
        _take(self._new, whose)


def _take(buckets: Buckets, name: str) -> None:
    seconds = buckets.take(name)
    if seconds:
        raise TurnedAway("too_many", seconds=seconds)
