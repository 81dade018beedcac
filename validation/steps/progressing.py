"""How far the fieldwork of a wave is: who was asked, who answered, and the rates so far."""

from dataclasses import dataclass
from datetime import datetime

from validation.errors import FieldworkError
from validation.fieldwork import Progress, Terms, participation_rate, progress
from validation.sampling import Drawn
from validation.settings import Settings
from validation.steps.acting import facts_of
from validation.steps.keeping import opened
from validation.store import WaveKey, load_drawn, load_invitations, load_wave


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """How far a wave is: its terms, its sample, and what came of it so far.

    `participation` is known of open links alone, which have no response rate.
    """

    where: WaveKey
    terms: Terms
    drawn: Drawn | None
    progress: Progress
    participation: float | None = None


def show_fieldwork(where: WaveKey, settings: Settings, *, now: datetime) -> Fieldwork:
    """Return how far the fieldwork of a wave is.

    Raises:
        TodennaError: the wave is not kept, or was not fielded here.
    """
    with opened(settings) as store, store.reading() as connection:
        kept = load_wave(connection, where)
        if kept.terms is None:
            message = f"wave {where}: found imported answers, must be fielded by Todenna."
            raise FieldworkError(f"{message} todenna status counts them.")
        invitations = load_invitations(connection, where)
        facts = facts_of(connection, kept, kept.terms)
        drawn = load_drawn(connection, where)
    shown = progress(facts, invitations, now)
    opened_by = kept.terms.mode == "open_link"
    rate = participation_rate(shown.begun, shown.answered) if opened_by else None
    return Fieldwork(where, kept.terms, drawn, shown, rate)
