"""What is asked, made ready once and kept for a while: few questionnaires, the same for many."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import NamedTuple

from validation.errors import StoreError
from validation.language import LocalizedText
from validation.questionnaire import Form
from validation.rendering import RespondentPages
from validation.store import KeptWave, Store, Visit, load_questionnaire, load_study
from validation.study import Controller, Privacy, Study
from validation.web.guests import Instrument
from validation.web.limits import Clock

MOST = 64
# What a study tells respondents may be mended while they answer.
FRESH = 600.0


class Which(NamedTuple):
    """Which instrument: the study, the fingerprint of its questionnaire, what its pages promise."""

    study: str
    questionnaire: str
    anonymous: bool

    @classmethod
    def of(cls, visit: Visit) -> "Which":
        """Return that of a visit."""
        return cls(visit.study, visit.questionnaire, visit.anonymous)


Load = Callable[[Which, Instrument | None], Instrument]


@dataclass(frozen=True, slots=True)
class Kept:
    """An instrument, and since when it is known to be as it is."""

    instrument: Instrument
    since: float


class Instruments:
    """The instruments of one process: at most so many, and looked at anew after a while.

    Args:
        load: makes one, given what it was before.
        seconds: seconds that never go back.
    """

    def __init__(self, load: Load, seconds: Clock = monotonic) -> None:
        self._make = load
        self._seconds = seconds
        self._kept: OrderedDict[Which, Kept] = OrderedDict()
        self._loading: dict[Which, asyncio.Task[Instrument]] = {}

    def known(self, which: Which) -> Instrument | None:
        """Return what is ready, None if it has to be loaded; any thread may ask."""
        kept = self._kept.get(which)
        return None if kept is None else kept.instrument

    async def get(self, which: Which) -> Instrument:
        """Return an instrument; one that is old is used until it has been looked at anew."""
        kept = self._kept.get(which)
        if kept is None:
            return await asyncio.shield(self._load(which))
        self._kept.move_to_end(which)
        if self._seconds() - kept.since > FRESH:
            self._keep(which, kept.instrument)
            self._load(which)
        return kept.instrument

    async def warm(self, waves: Sequence[KeptWave]) -> None:
        """Load what is asked in the waves that are open, the newest ones if they are many."""
        asked = [
            Which(wave.where.study, wave.questionnaire, wave.terms.anonymous)
            for wave in waves
            if wave.state == "open" and wave.terms is not None
        ]
        # What cannot be loaded is told to who asks for it.
        await asyncio.gather(*map(self._load, asked[-MOST:]), return_exceptions=True)

    def forget(self) -> None:
        """Forget all of them."""
        self._kept.clear()
        self._loading.clear()

    def _load(self, which: Which) -> asyncio.Task[Instrument]:
        task = self._loading.get(which)
        if task is None:
            task = self._loading[which] = asyncio.create_task(self._loaded(which))
            task.add_done_callback(lambda done: self._end(which, done))
        return task

    async def _loaded(self, which: Which) -> Instrument:
        instrument = await asyncio.to_thread(self._make, which, self.known(which))
        self._keep(which, instrument)
        return instrument

    def _end(self, which: Which, done: asyncio.Task[Instrument]) -> None:
        # What could not be loaded is tried again by who comes next, who is told why.
        self._loading.pop(which, None)
        if not done.cancelled():
            done.exception()

    def _keep(self, which: Which, instrument: Instrument) -> None:
        self._kept[which] = Kept(instrument, self._seconds())
        self._kept.move_to_end(which)
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)


def load_instrument(store: Store, which: Which, before: Instrument | None = None) -> Instrument:
    """Return a questionnaire with all its pages, as it is kept; the one before if nothing changed.

    Raises:
        StoreError: its study does not say what respondents are told.
    """
    with store.reading() as connection:
        study = load_study(connection, which.study)
        privacy = study.privacy or _untold(study)
        if privacy is None:
            raise StoreError(
                f"study {which.study}: found no part privacy, must say who answers for the data. "
                "Add it to the study file and keep the study again."
            )
        told = privacy.model_copy(update={"anonymous": which.anonymous})
        open_link = study.fieldwork.mode == "open_link"
        if before is not None and before.pages.tells(told, open_link=open_link):
            return before
        questionnaire = load_questionnaire(connection, which.questionnaire)
    pages = RespondentPages(questionnaire, told, open_link=open_link)
    pages.prepare()
    return Instrument(questionnaire, Form(questionnaire), pages)


def _untold(study: Study) -> Privacy | None:
    """Return what is told where nobody is asked: whoever reads of an imported study may stop."""
    if study.fieldwork.mode != "import":
        return None
    title = study.title or LocalizedText.model_validate(study.study)
    nobody = Controller.model_construct(name=title, contact="")
    return Privacy.model_construct(controller=nobody, purpose=title)
