"""The same people again: those whom a study asked first, as far as they can still be asked."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection

from validation.errors import SamplingError
from validation.fieldwork import InvitationFacts
from validation.sampling import Drawn, Pick, Reach, Sample, Stratum
from validation.store import WaveKey, load_drawn, load_invitations, load_waves


def panel_base(connection: Connection, where: WaveKey) -> WaveKey | None:
    """Return the wave whose sample is the panel of a study: the first that drew one in earnest.

    None if no wave but this one did.
    """
    for kept in load_waves(connection, where.study):
        terms = kept.terms
        drew = terms is not None and terms.mode == "invite" and not terms.pilot
        counts = kept.state != "cancelled" and kept.occasion.kind != "event"
        if drew and counts and kept.where != where:
            return kept.where
    return None


def draw_panel(connection: Connection, base: WaveKey, found: Reach, *, seed: int) -> Sample:
    """Return those whom a wave drew and who are still in the list and can be written to.

    Each counts for those of the stratum who were lost since, as if they were lost by chance.

    Args:
        connection: the connection of a transaction.
        base: the wave that drew the panel.
        found: who of the list can be written to now.
        seed: of the wave that is planned; nothing is drawn with it.

    Raises:
        SamplingError: nobody is left.
    """
    members = load_invitations(connection, base)
    first = load_drawn(connection, base)
    reachable = {contact.key: contact for contact in found.reachable}
    staying = [one for one in members if one.contact in reachable]
    if first is None or not staying:
        message = f"panel of wave {base}: found nobody who can be asked, must be one at least."
        raise SamplingError(f"{message} Look at the list, or draw anew (respondents: fresh).")
    strata = {one.name: one for one in _strata(first, staying)}
    picks = tuple(
        Pick(reachable[one.contact], name, strata[name].weight, strata[name].population)
        for one in staying
        if one.contact is not None and (name := str(one.stratum)) in strata
    )
    notes = (_told(base, members, found, len(picks)),)
    changes = {"seed": seed, "wanted": len(members), "drawn": len(picks), "notes": notes}
    drawn = first.model_copy(update={**changes, "strata": tuple(strata.values())})
    return Sample(picks, drawn)


def _strata(first: Drawn, staying: list[InvitationFacts]) -> Iterator[Stratum]:
    counts = Counter(str(one.stratum) for one in staying)
    for one in first.strata:
        left = counts[one.name]
        if left:
            weight = one.population / left
            yield one.model_copy(update={"drawn": left, "weight": weight})


def _told(base: WaveKey, members: tuple[InvitationFacts, ...], found: Reach, asked: int) -> str:
    silent = {one.key for one in (*found.without_address, *found.suppressed)}
    unreached = sum(one.contact in silent for one in members)
    gone = len(members) - asked - unreached
    return (
        f"panel: {asked} of the {len(members)} who were drawn for wave {base.wave} are asked "
        f"again; {gone} left the list, {unreached} cannot be written to. "
        "Nobody was added: who came to the list since is not asked."
    )
