"""Erase one person, and what was kept for its time; both may be tried without doing it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from validation.mail import FolderGateway
from validation.settings import Settings
from validation.steps.keeping import opened
from validation.store import (
    Erased,
    OldMail,
    Purged,
    Retention,
    Store,
    count_expired,
    count_old_mail,
    erase_contact,
    expired_addresses,
    forget_mail,
    load_contact,
    load_study,
    old_digests,
    purge,
    summary,
)
from validation.study import EventCadence, Study

MAIL_KEPT = timedelta(days=90)
ALL = "mail of all studies"


@dataclass(frozen=True, slots=True)
class Retained:
    """What the retention of a study, or of the mail of all, no longer lets us keep, by kind."""

    study: str
    purged: Purged | OldMail

    def counts(self) -> dict[str, int]:
        """Return how many of each kind, those of which there is something."""
        found = {one.name: getattr(self.purged, one.name) for one in fields(self.purged)}
        return {name: n for name, n in found.items() if n}


def erase_person(
    contact: str, settings: Settings, *, now: datetime, dry_run: bool = False
) -> Erased:
    """Erase a contact with its answers and return how much that was.

    Mail that was written into the folder for it is deleted too. Verdicts that were made stay. What
    was submitted anonymously cannot be found, and stays too.

    Args:
        contact: its key or its address.
        settings: where things are kept.
        now: the time.
        dry_run: only say how much it would be.

    Raises:
        TodennaError: the contact is not kept, or was erased before.
    """
    with opened(settings) as store, store.transaction() as connection:
        address = load_contact(connection, contact).address
        erased = erase_contact(connection, contact, now=now)
        if dry_run:
            connection.rollback()
        elif address is not None:
            # Before the end of the transaction: whoever breaks it off can begin again.
            FolderGateway(settings.outbox).forget([address])
    return erased


def purge_expired(
    settings: Settings, *, now: datetime, dry_run: bool = False
) -> tuple[Retained, ...]:
    """Erase what each study's retention no longer lets us keep, and return how much that was.

    Of the mail of all studies goes what was told of it, and who read a digest, after 90 days. Mail
    in the folder goes with those to whom it was written. Each study is purged by itself, so a run
    that breaks off can be started again.

    Args:
        settings: where things are kept.
        now: the time.
        dry_run: only say how much it would be.

    Raises:
        TodennaError: the database cannot be used.
    """
    folder = FolderGateway(settings.outbox)
    with opened(settings) as store:
        with store.reading() as connection:
            names = [one.study for one in summary(connection).studies]
            kept = [load_study(connection, name) for name in names]
        found: list[Retained] = []
        for retention in _retentions(kept, now):
            with store.transaction() as connection:
                if not dry_run:
                    folder.forget(expired_addresses(connection, retention))
                act = count_expired if dry_run else purge
                found.append(Retained(retention.study, act(connection, retention)))
        found.append(Retained(ALL, _purge_mail(store, folder, now - MAIL_KEPT, dry_run=dry_run)))
    return tuple(one for one in found if one.counts())


def _purge_mail(store: Store, folder: FolderGateway, before: datetime, *, dry_run: bool) -> OldMail:
    with store.transaction() as connection:
        if dry_run:
            return count_old_mail(connection, before)
        folder.remove(old_digests(connection, before))
        return forget_mail(connection, before)


def _names(study: Study) -> Iterator[str]:
    for one in study.cadences:
        if isinstance(one, EventCadence):
            yield from (one.event, *one.until_event)


def _kept_for(study: Study) -> timedelta:
    """Return how long events are kept: as contacts, after they may be followed up no more."""
    events = [one for one in study.cadences if isinstance(one, EventCadence)]
    longest = max((one.sequence[-1].after + one.window for one in events), default=timedelta(0))
    return longest + (study.privacy.keep_contacts if study.privacy else timedelta(0))


def _spared(study: Study, studies: Sequence[Study]) -> Iterator[str]:
    """Yield the names of events that another study needs for longer."""
    for other in studies:
        if _kept_for(other) > _kept_for(study):
            yield from _names(other)


def _retentions(studies: list[Study], now: datetime) -> list[Retention]:
    return [
        Retention(
            one.study,
            answers_before=now - one.privacy.keep_answers,
            contacts_before=now - one.privacy.keep_contacts,
            events_before=now - _kept_for(one),
            spared=tuple(dict.fromkeys(_spared(one, studies))),
        )
        for one in studies
        if one.privacy is not None
    ]
