"""Which studies repeat by themselves, and which of their waves nobody wants."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from validation.store.studies import id_of_study
from validation.store.tables import recurrences, skipped_waves, studies, waves
from validation.store.writing import add_new


@dataclass(frozen=True, slots=True)
class Recurrence:
    """That a study repeats: since when, until when, and whom its waves draw from.

    Without `frame` the list is found as for any wave; without `answers` and `invitations` the
    study says how many are invited.
    """

    study: str
    started_at: datetime
    stopped_at: datetime | None = None
    frame: str | None = None
    answers: int | None = None
    invitations: int | None = None

    @property
    def runs(self) -> bool:
        """Whether it was not stopped."""
        return self.stopped_at is None


def start_recurrence(connection: Connection, recurrence: Recurrence) -> bool:
    """Let a kept study repeat; say whether it did not before.

    Of one that repeats already only the list and the numbers are changed: it goes on since when it
    was started first. One that was stopped begins anew.

    Raises:
        StoreError: the study is not kept.
    """
    study_id = id_of_study(connection, recurrence.study, lock=True)
    own = {name: getattr(recurrence, name) for name in ("frame", "answers", "invitations")}
    started = {"started_at": recurrence.started_at, "stopped_at": None}
    if add_new(connection, recurrences, [{"study_id": study_id, **own, **started}]):
        return True
    change = update(recurrences).where(recurrences.c.study_id == study_id)
    connection.execute(change.values(own))
    anew = change.where(recurrences.c.stopped_at.is_not(None)).values(started)
    return connection.execute(anew).rowcount == 1


def stop_recurrence(connection: Connection, study: str, *, now: datetime) -> bool:
    """Let a study repeat no more; say whether it did. Waves that are there go on.

    Raises:
        StoreError: the study is not kept.
    """
    change = update(recurrences).where(
        recurrences.c.study_id == id_of_study(connection, study, lock=True),
        recurrences.c.stopped_at.is_(None),
    )
    return connection.execute(change.values(stopped_at=now)).rowcount == 1


def load_recurrences(connection: Connection) -> tuple[Recurrence, ...]:
    """Return all studies that were ever started, by their names, those that were stopped too."""
    query = select(studies.c.key, *OWN).join(studies, studies.c.id == recurrences.c.study_id)
    return tuple(Recurrence(*row) for row in connection.execute(query.order_by(studies.c.key)))


def load_recurrence(connection: Connection, study: str) -> Recurrence | None:
    """Return how a study repeats; None if it was never started.

    Raises:
        StoreError: the study is not kept.
    """
    query = select(*OWN).where(recurrences.c.study_id == id_of_study(connection, study))
    found = connection.execute(query).first()
    return None if found is None else Recurrence(study, *found)


def skip_wave(connection: Connection, study: str, wave: str, *, now: datetime) -> bool:
    """Keep that a wave of a study is not wanted; say whether that is new.

    Raises:
        StoreError: the study is not kept.
    """
    row = {"study_id": id_of_study(connection, study), "wave": wave, "skipped_at": now}
    return add_new(connection, skipped_waves, [row]) == 1


def load_settled(connection: Connection, study: str) -> frozenset[str]:
    """Return the names of the waves of a study that are there, or that nobody wants.

    Raises:
        StoreError: the study is not kept.
    """
    return load_made(connection, study) | load_skipped(connection, study)


def load_made(connection: Connection, study: str) -> frozenset[str]:
    """Return the names of the waves of a study.

    Raises:
        StoreError: the study is not kept.
    """
    query = select(waves.c.key).where(waves.c.study_id == id_of_study(connection, study))
    return frozenset(connection.execute(query).scalars())


def load_skipped(connection: Connection, study: str) -> frozenset[str]:
    """Return the names of the waves of a study that nobody wants.

    Raises:
        StoreError: the study is not kept.
    """
    query = select(skipped_waves.c.wave).where(
        skipped_waves.c.study_id == id_of_study(connection, study)
    )
    return frozenset(connection.execute(query).scalars())


OWN = tuple(recurrences.c[name] for name in Recurrence.__dataclass_fields__ if name != "study")
