"""Who is turned away: with which page, and with which status."""

from typing import Protocol

from starlette.responses import Response

from validation.rendering import Notice, StudyNotice

Reason = Notice | StudyNotice

# An honest respondent is no error: who has answered, or is early, gets a page like any other.
STATUS: dict[Reason, int] = {
    "answered": 200,
    "declined": 200,
    "not_open": 200,
    "old_page": 200,
    "saved": 200,
    "stopped": 200,
    "thanks": 200,
    "closed": 410,
    "erased": 410,
    "expired": 410,
    "forbidden": 403,
    "unknown": 404,
    "too_large": 413,
    "too_many": 429,
    "failed": 500,
    "busy": 503,
}
WAIT: dict[Reason, int] = {"busy": 5, "failed": 30}


class Known(Protocol):
    """Somebody of whom it is known which study they are asked for."""

    def notice(self, kind: StudyNotice, status: int | None = None) -> Response:
        """Return a page that only tells something, in their language."""

    def going(self, page: int | str | None, language: str | None = None) -> Response:
        """Send the browser to another of their pages."""


class TurnedAway(Exception):  # noqa: N818 (an answer, no error)
    """A request that is not done; its reason is the page that is shown instead.

    Args:
        reason: what the page says.
        guest: who asks, where that is known.
        status: of the answer, where it is not that of the reason.
        seconds: when to ask again, where that is known.
        unread: whether a part of the body was not read, so that the connection must end.
    """

    def __init__(
        self,
        reason: Reason,
        guest: Known | None = None,
        *,
        status: int | None = None,
        seconds: int = 0,
        unread: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.guest = guest
        self.status = status or STATUS[reason]
        self.headers: dict[str, str] = {"connection": "close"} if unread else {}
        wait = seconds or WAIT.get(reason, 0)
        if wait:
            self.headers["retry-after"] = str(wait)
