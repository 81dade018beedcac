"""Who is turned away: with which page, and with which status."""

from typing import Literal

Reason = Literal[
    "unknown",  # no such link
    "elsewhere",  # a form that does not come from our page
    "no_form",  # what was sent is no form of ours
    "too_large",
    "too_slow",
    "slow_down",  # too many requests
    "busy",  # the store takes no more at present
    "broken",  # something of ours is wrong
]
STATUS: dict[Reason, int] = {
    "unknown": 404,
    "elsewhere": 403,
    "no_form": 400,
    "too_large": 413,
    "too_slow": 408,
    "slow_down": 429,
    "busy": 503,
    "broken": 500,
}
# Their body was not read to its end, so nothing can follow on the same connection.
UNREAD: set[Reason] = {"too_large", "too_slow"}


class TurnedAway(Exception):  # noqa: N818 (an answer, no error)
    """A request that is not done; its reason is the page that is shown instead.

    `seconds` says when to ask again, where that is known.
    """

    def __init__(self, reason: Reason, *, seconds: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.seconds = seconds

    @property
    def headers(self) -> dict[str, str]:
        """What the answer says beside its page."""
        headers = {"retry-after": str(self.seconds)} if self.seconds else {}
        return headers | ({"connection": "close"} if self.reason in UNREAD else {})

    @property
    def status(self) -> int:
        """The status of the answer."""
        return STATUS[self.reason]
