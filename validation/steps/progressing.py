"""How far the fieldwork of a wave is: who was asked, who answered, and the rates so far."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from validation.errors import FieldworkError
from validation.fieldwork import (
    Coverage,
    Progress,
    Terms,
    coverage,
    participation_rate,
    progress,
)
from validation.sampling import Drawn
from validation.settings import Settings
from validation.steps.acting import facts_of
from validation.steps.keeping import opened
from validation.store import (
    WaveKey,
    load_drawn,
    load_frame,
    load_frames,
    load_invitations,
    load_study,
    load_wave,
    suppressed,
)


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """How far a wave is: its terms, its sample, and what came of it so far.

    `participation` is known of open links alone, which have no response rate; `coverage`, whom
    the list reaches as it stands now, of waves whose list is kept.
    """

    where: WaveKey
    terms: Terms
    drawn: Drawn | None
    progress: Progress
    participation: float | None = None
    coverage: Coverage | None = None


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
        reached = _coverage(connection, where, drawn)
    shown = progress(facts, invitations, now)
    opened_by = kept.terms.mode == "open_link"
    rate = participation_rate(shown.begun, shown.answered) if opened_by else None
    return Fieldwork(where, kept.terms, drawn, shown, rate, reached)


def _coverage(connection: Connection, where: WaveKey, drawn: Drawn | None) -> Coverage | None:
    if drawn is None or drawn.frame is None or drawn.frame not in load_frames(connection):
        return None
    study = load_study(connection, where.study)
    people = load_frame(connection, drawn.frame)
    return coverage(study, people, suppressed(connection, where.study))
