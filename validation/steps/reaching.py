"""Who got what, who did not, and why: of one contact, or of everybody on the lists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import Connection

from validation.errors import StoreError
from validation.fieldwork import Line, left_out, told_all
from validation.sampling import Contact
from validation.settings import Settings
from validation.steps.acting import facts_of
from validation.steps.keeping import opened
from validation.store import (
    KeptWave,
    WaveKey,
    load_contact,
    load_drawn,
    load_fielded,
    load_frame,
    load_invitations,
    suppressed,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A line about a contact, and the wave it is about."""

    HEADER: ClassVar = (
        "study",
        "wave",
        "contact",
        "step",
        "outcome",
        "reason",
        "at",
        "until",
        "detail",
    )
    where: WaveKey
    line: Line

    def row(self) -> tuple[str, ...]:
        """Return it as a row of a table, under `HEADER`."""
        line = self.line
        times = ("" if time is None else time.isoformat() for time in (line.at, line.until))
        names = (line.contact or "", line.step, line.outcome, line.reason or "")
        return (self.where.study, self.where.wave, *names, *times, line.detail)


def tell_contacts(
    settings: Settings,
    *,
    now: datetime,
    contact: str | None = None,
    study: str | None = None,
    wave: str | None = None,
) -> tuple[Told, ...]:
    """Return who got what in which wave, who did not, and why; a line a step.

    Args:
        settings: where things are kept.
        now: the time.
        contact: one alone, by its key or its address.
        study: one study alone.
        wave: one wave alone.

    Raises:
        TodennaError: the contact is not kept, or no such wave was fielded.
    """
    with opened(settings) as store, store.reading() as connection:
        only = None if contact is None else load_contact(connection, contact)
        fielded = [
            kept
            for kept in load_fielded(connection)
            if study in (None, kept.where.study) and wave in (None, kept.where.wave)
        ]
        _check_found(fielded, study, wave)
        return tuple(told for kept in fielded for told in _of_wave(connection, kept, only, now))


def _check_found(fielded: Sequence[KeptWave], study: str | None, wave: str | None) -> None:
    if not fielded and (study, wave) != (None, None):
        raise StoreError(
            f"wave {wave or 'any'} of study {study or 'any'}: found none that was fielded, must be "
            "launched before. `todenna status` shows what is kept."
        )


def _of_wave(
    connection: Connection, kept: KeptWave, only: Contact | None, now: datetime
) -> Iterator[Told]:
    if kept.terms is None:
        return
    invitations = load_invitations(connection, kept.where)
    invited = {one.contact for one in invitations if one.contact is not None}
    listed = [one for one in _list(connection, kept.where) if only is None or one.key == only.key]
    absent = left_out(listed, invited, suppressed(connection, kept.where.study))
    asked = [one for one in invitations if only is None or one.contact == only.key]
    facts = facts_of(connection, kept, kept.terms)
    for line in told_all(facts, asked, absent, now):
        yield Told(kept.where, line)


def _list(connection: Connection, where: WaveKey) -> Sequence[Contact]:
    drawn = load_drawn(connection, where)
    return () if drawn is None or drawn.frame is None else load_frame(connection, drawn.frame)
