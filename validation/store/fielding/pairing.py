"""Who answered a wave, so that the same people can be found in another."""

from sqlalchemy import Connection, select

from validation.store.tables import invitations, responses, waves
from validation.store.waves import WaveKey, id_of_wave


def load_people(connection: Connection, where: WaveKey) -> tuple[int, ...] | None:
    """Return for each response of a wave the number of the person who gave it, in their order.

    The order is that of `load_records`, and a person has the same number in every wave and study.
    Who came by an open link has one that nobody else has. The numbers mean nothing outside and
    are not to be shown. Of waves that are anonymous or were imported nobody is known: None.

    Raises:
        StoreError: the wave is not kept.
    """
    wave_id = id_of_wave(connection, where)
    query = (
        select(responses.c.id, responses.c.invitation_id, invitations.c.contact_id)
        .outerjoin(invitations, invitations.c.id == responses.c.invitation_id)
        .where(responses.c.wave_id == wave_id, responses.c.complete)
        .order_by(responses.c.id)
    )
    found = connection.execute(query).all()
    fielded = select(waves.c.terms).where(waves.c.id == wave_id)
    if connection.execute(fielded).scalar() is None:
        return None
    if any(one.invitation_id is None for one in found):
        return None
    return tuple(-one.id if one.contact_id is None else one.contact_id for one in found)
