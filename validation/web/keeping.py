"""What pages ask of the database: in groups on the way that everybody takes, else one by one."""

from datetime import datetime
from typing import Protocol

from validation.store import Declining, Erasing, PageSave, Saving, Submitting, Visit
from validation.web.guests import Instrument
from validation.web.writing import Decide, Done


class Keeper(Protocol):
    """What knows of links, and keeps what is answered; a page says "saved" when it returns."""

    async def find(self, sha256: str) -> Visit | None:
        """Return what a link leads to, by the SHA-256 of its token."""

    async def instrument(self, visit: Visit) -> Instrument:
        """Return what is asked there."""

    async def decide(self, sha256: str, decide: Decide) -> Done | None:
        """Decide with what a link leads to, and keep what is to be kept; None if it is unknown."""

    async def save(self, save: PageSave) -> Saving:
        """Keep what was answered on a page, beside what is kept of other pages."""

    async def submit(self, sha256: str, now: datetime) -> Submitting:
        """Make what is kept a response, once."""

    async def decline(self, invitation: str, now: datetime) -> Declining:
        """Keep that somebody does not take part."""

    async def erase(self, invitation: str, now: datetime) -> Erasing:
        """Forget what somebody answered."""
