"""How far the fieldwork of a wave is: who was asked, who answered, and the rates so far."""

from collections.abc import Iterator
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
    field_counts,
    load_drawn,
    load_frame,
    load_frames,
    load_invitations,
    load_study,
    load_wave,
    suppressed,
)

OVER = ("closed", "assessed", "reported", "cancelled")  # its answers may have been purged


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """How far a wave is: its terms, its sample, and what came of it so far.

    `participation` is known of open links alone, which have no response rate; `coverage`, whom
    the list reaches as it stands now, of waves whose list is kept. `doubts` say what does not add
    up: there are none unless something went wrong.
    """

    where: WaveKey
    terms: Terms
    drawn: Drawn | None
    progress: Progress
    participation: float | None = None
    coverage: Coverage | None = None
    doubts: tuple[str, ...] = ()


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
        counts = field_counts(connection, where)
    shown = progress(facts, invitations, now)
    opened_by = kept.terms.mode == "open_link"
    rate = participation_rate(shown.begun, shown.answered) if opened_by else None
    doubts = tuple(_doubts(shown, counts.complete))
    return Fieldwork(where, kept.terms, drawn, shown, rate, reached, doubts)


def _doubts(shown: Progress, complete: int) -> Iterator[str]:
    purged = complete == 0 and shown.state in OVER
    if complete != shown.answered and not purged:
        yield (
            f"found {shown.answered} invitations that are answered and {complete} complete "
            "responses, must be as many"
        )
    for one in shown.steps:
        if missed := one.reasons.get("missed", 0):
            yield f"found {missed} contacts without {one.step}, must be none: nothing hindered it"


def _coverage(connection: Connection, where: WaveKey, drawn: Drawn | None) -> Coverage | None:
    if drawn is None or drawn.frame is None or drawn.frame not in load_frames(connection):
        return None
    study = load_study(connection, where.study)
    people = load_frame(connection, drawn.frame)
    return coverage(study, people, suppressed(connection, where.study))
