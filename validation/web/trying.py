"""The keeper of a preview: all of it in memory, bounded, gone when the server ends."""

from collections import OrderedDict
from dataclasses import replace
from datetime import datetime
from typing import Any

from validation.rendering import RespondentPages
from validation.store import Declining, Erasing, PageSave, Saving, Submitting, Visit
from validation.web.guests import Instrument
from validation.web.writing import Decide, Done

MOST = 1_000


class TryingKeeper:
    """Keeps what is answered for as long as somebody looks at it.

    Args:
        instrument: what is asked.
        blank: the visit of somebody who has answered nothing.
    """

    def __init__(self, instrument: Instrument, blank: Visit) -> None:
        self._instrument = instrument
        self._blank = blank
        self._visits: OrderedDict[str, Visit] = OrderedDict()

    @property
    def pages(self) -> RespondentPages:
        """The pages that are looked at."""
        return self._instrument.pages

    def begin(self, sha256: str, language: str) -> None:
        """Let somebody begin with a link; who began longest ago is forgotten."""
        self._visits[sha256] = replace(self._blank, invitation=sha256, language=language)
        if len(self._visits) > MOST:
            self._visits.popitem(last=False)

    async def find(self, sha256: str) -> Visit | None:
        """Return what a link leads to, by the SHA-256 of its token."""
        return self._visits.get(sha256)

    async def instrument(self, visit: Visit) -> Instrument:
        """Return what is asked there."""
        del visit
        return self._instrument

    async def decide(self, sha256: str, decide: Decide) -> Done | None:
        """Decide with what a link leads to, and keep what is to be kept; None if it is unknown."""
        visit = self._visits.get(sha256)
        if visit is None:
            return None
        outcome, save = decide(visit, self._instrument)
        return Done(outcome, None if save is None else await self.save(save))

    async def save(self, save: PageSave) -> Saving:
        """Keep what was answered on a page."""
        visit = self._visits.get(save.invitation, self._blank)
        known = self._change(
            save.invitation,
            answers={**visit.answers, **save.answers},
            paradata=save.paradata or {},
            language=save.language,
            started_at=visit.started_at or save.saved_at,
        )
        return "saved" if known else "unknown"

    async def submit(self, sha256: str, now: datetime) -> Submitting:
        """Make what is kept a response, once."""
        del now
        return "new" if self._change(sha256, answered=True) else "unknown"

    async def decline(self, invitation: str, now: datetime) -> Declining:
        """Keep that somebody does not take part."""
        del now
        left = self._change(invitation, answers={}, declined=True)
        return "declined" if left else "unknown"

    async def erase(self, invitation: str, now: datetime) -> Erasing:
        """Forget what somebody answered."""
        return "erased" if await self.decline(invitation, now) == "declined" else "unknown"

    def _change(self, sha256: str, **parts: Any) -> bool:  # noqa: ANN401 (parts of a visit)
        visit = self._visits.get(sha256)
        if visit is not None:
            self._visits[sha256] = replace(visit, **parts)
        return visit is not None
