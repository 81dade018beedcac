"""What is kept of a form, as the database takes it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from validation.questionnaire import Answer, Item, arranged
from validation.responses import note_pattern
from validation.store import PageSave, Submission, Visit
from validation.web.guests import Guest, Instrument
from validation.web.paradata import begun, finished, noted, timed, trapped

TRAP = "website"


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent with a form: the answers on it, the language, and whether the trap was filled.

    `section` is None where no section was sent.
    """

    answers: Mapping[str, Answer]
    language: str
    section: str | None = None
    trapped: bool = False


def page_save(guest: Guest, sent: Sent, now: datetime) -> PageSave:
    """Return what is kept of a section, or of a choice of language."""
    paradata = guest.visit.paradata
    if sent.section is not None:
        paradata = timed(paradata, sent.section, now)
    if sent.trapped:
        paradata = trapped(paradata)
    return PageSave(guest.code, sent.answers, sent.language, now, paradata)


def start_save(guest: Guest, language: str, consent: str, now: datetime) -> PageSave:
    """Return what is kept of somebody who agrees to answer."""
    paradata = begun(guest.visit.paradata, consent, now)
    return PageSave(guest.code, {}, language, now, paradata)


def submission(visit: Visit, instrument: Instrument, now: datetime) -> Submission:
    """Return what is kept as the response of a visit: the answers to what is asked, and how."""
    answers = instrument.form.settled(visit.answers)
    paradata = finished(visit.paradata, note_pattern(shown(visit, instrument), answers))
    consent = noted(visit.paradata).get("consent")
    return Submission(visit.invitation or "", answers, visit.language, now, paradata, consent)


def shown(visit: Visit, instrument: Instrument) -> Iterator[Sequence[Item]]:
    """Yield the items of each page in the order in which the respondent saw them."""
    seed = instrument.questionnaire.seed
    for page in instrument.form.pages_of(visit.answers):
        asked = {item.id for item in page.items}
        arrangement = arranged(page.section, seed, visit.invitation or "")
        yield [item for item in arrangement if item.id in asked]
