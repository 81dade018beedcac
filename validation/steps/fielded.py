"""How a wave of our own was fielded, for its assessment: who was asked, and who answered."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection

from validation.fieldwork import (
    Disposition,
    InvitationFacts,
    count_dispositions,
    disposition,
    response_rates,
)
from validation.sampling import Drawn
from validation.store import KeptWave, load_drawn, load_invitations
from validation.verdicts import FieldedStratum, Fielding

# Verdicts rest on what was submitted, and so does the response rate that is told (AAPOR's RR1).
ANSWERED: tuple[Disposition, ...] = ("complete", "partial")


def fielding_of(connection: Connection, kept: KeptWave) -> Fielding | None:
    """Return how a wave was fielded; None for one whose answers were imported.

    Raises:
        StoreError: the wave is not kept.
    """
    if kept.terms is None:
        return None
    invitations = load_invitations(connection, kept.where)
    counts = count_dispositions(invitations)
    complete, partial = (round(counts[name]) for name in ANSWERED)
    drawn = load_drawn(connection, kept.where)
    if drawn is None:
        started = sum(one.started_at is not None or _answered(one) for one in invitations)
        return Fielding(invited=started, complete=complete, partial=partial)
    return Fielding(
        frame=drawn.population,
        invited=sum(_asked(one) for one in invitations),
        complete=complete,
        partial=partial,
        response_rate=response_rates(counts).rr1,
        listed=drawn.listed,
        strata=_strata(drawn, invitations) if drawn.attributes else (),
    )


def _strata(drawn: Drawn, invitations: Sequence[InvitationFacts]) -> tuple[FieldedStratum, ...]:
    asked = Counter(one.stratum for one in invitations if _asked(one))
    answered = Counter(one.stratum for one in invitations if disposition(one) == "complete")
    return tuple(
        FieldedStratum(
            name=one.name,
            frame=one.population,
            invited=asked[one.name],
            responses=answered[one.name],
        )
        for one in drawn.strata
    )


def _asked(invitation: InvitationFacts) -> bool:
    return disposition(invitation) != "not_invited"


def _answered(invitation: InvitationFacts) -> bool:
    return disposition(invitation) in ANSWERED
