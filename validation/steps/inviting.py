"""Who of a list is invited to a wave: who can be reached, is drawn, and is left in peace."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from validation.errors import SamplingError
from validation.fieldwork import Terms
from validation.sampling import (
    Budget,
    Drawn,
    Sample,
    budget,
    count_listed,
    draw_sample,
    offered_language,
    reach,
    required_invitations,
)
from validation.steps.panels import draw_panel, panel_base
from validation.store import (
    Asked,
    WaveKey,
    history,
    load_frame,
    load_frames,
    lock_history,
    save_invitations,
    suppressed,
)
from validation.study import Study


@dataclass(frozen=True, slots=True)
class Wanted:
    """From which list, the first of these that is kept, and how many are wanted of it.

    With `panel` those are asked again whom the study asked first, if it has asked anybody.
    """

    frames: Sequence[str]
    answers: int
    invitations: int | None = None
    panel: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom a list holds, who of it cannot be written to, and who is left in peace for now.

    `lost` are those of the deferred whose rest outlasts the wave.
    """

    frame: str
    contacts: int
    without_address: int
    suppressed: int
    deferred: int = 0
    lost: int = 0


def invite_sample(  # noqa: PLR0913 (a step hands on all that it was given)
    connection: Connection,
    where: WaveKey,
    study: Study,
    terms: Terms,
    wanted: Wanted,
    *,
    now: datetime,
) -> tuple[Drawn, Reached, tuple[str, ...]]:
    """Draw a sample, keep its invitations, and return how that went.

    Raises:
        TodennaError: the list is not kept, or nobody of it can be reached.
    """
    frame = find_frame(connection, wanted.frames)
    contacts = load_frame(connection, frame)
    found = reach(contacts, suppressed(connection, where.study))
    base = panel_base(connection, where) if wanted.panel else None
    if base is None:
        number, notes = _number(study, wanted, len(found.reachable))
        strata = study.fieldwork.strata
        sample = draw_sample(found.reachable, strata=strata, wanted=number, seed=terms.seed)
    else:
        sample, notes = draw_panel(connection, base, found, seed=terms.seed), ()
    rested = rest(connection, [pick.contact.key for pick in sample.picks], terms, terms.opens_at)
    save_invitations(connection, where, _invitations(sample, rested, study), now=now)
    reached = Reached(
        frame=frame,
        contacts=len(contacts),
        without_address=len(found.without_address),
        suppressed=len(found.suppressed),
        deferred=len(rested.deferred),
        lost=len(rested.lost(terms.closes_at)),
    )
    listed = count_listed(found, study.languages)
    drawn = sample.drawn.model_copy(update={"frame": frame, "listed": listed})
    return drawn, reached, (*notes, *sample.drawn.notes)


def find_frame(connection: Connection, names: Sequence[str]) -> str:
    """Return the first of some lists of contacts that is kept.

    Raises:
        SamplingError: none is.
    """
    kept = load_frames(connection)
    name = next((one for one in names if one in kept), None)
    if name is None:
        there = f"there are {', '.join(sorted(kept))}" if kept else "there is none yet"
        message = f"list of contacts: found none of the name {names[0]}, {there}."
        raise SamplingError(f"{message} Import it (todenna contacts import), or name it (--frame).")
    return name


def rest(connection: Connection, contacts: Sequence[str], terms: Terms, at: datetime) -> Budget:
    """Return who of the contacts, by their keys, may be written to at a time, and who later.

    Nobody else may look until the transaction ends, so that two waves do not invite one contact.
    """
    if terms.rest_period:
        lock_history(connection)
    since = at - terms.rest_period
    written = history(connection, contacts, since) if terms.rest_period else {}
    return budget(written, contacts, rest_period=terms.rest_period, at=at)


def _number(study: Study, wanted: Wanted, reachable: int) -> tuple[int, tuple[str, ...]]:
    if wanted.invitations is not None:
        return wanted.invitations, ()
    rate = study.fieldwork.response_rate
    needed = required_invitations(wanted.answers, rate, reachable)
    return needed.invitations, (needed.note,) if needed.note else ()


def _invitations(sample: Sample, rested: Budget, study: Study) -> Iterator[Asked]:
    for pick in sample.picks:
        yield Asked(
            contact=pick.contact.key,
            language=offered_language(pick.contact.language, study.languages),
            stratum=pick.stratum,
            weight=pick.weight,
            population=pick.population,
            send_after=rested.deferred.get(pick.contact.key),
        )
