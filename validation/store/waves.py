"""Waves: which questionnaire was fielded when, and how far it is."""

from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, select, update

from validation.errors import StoreError
from validation.fieldwork import Terms, WaveState
from validation.sampling import Drawn
from validation.store.studies import HINT, id_of_questionnaire, id_of_study
from validation.store.tables import questionnaires, studies, waves
from validation.store.writing import add_new

State = WaveState
OccasionKind = Literal["manual", "schedule", "measure", "event"]
Phase = Literal["before", "after"]
FINISHED: tuple[State, ...] = ("reported", "cancelled")
TIMES: dict[State, str] = {
    "open": "opened_at",
    "closed": "closed_at",
    "cancelled": "closed_at",
}


@dataclass(frozen=True, slots=True)
class WaveKey:
    """Which wave: the id of its study, and its own name, such as 2027 or 2027-03-01."""

    study: str
    wave: str

    def __str__(self) -> str:
        return f"{self.wave} of study {self.study}"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a wave was made: by a person, or by a cadence, which wanted it at a time.

    Of a wave around a measure `phase` says whether it was before or after, and `baseline` with
    which wave it is compared.
    """

    kind: OccasionKind = "manual"
    due_at: datetime | None = None
    phase: Phase | None = None
    baseline: str | None = None


MANUAL = Occasion()


@dataclass(frozen=True, slots=True)
class KeptWave:
    """A wave as it is kept: its state, its questionnaire's fingerprint, its times and terms.

    Waves that were imported have no terms.
    """

    where: WaveKey
    state: State
    questionnaire: str
    opened_at: datetime | None
    closed_at: datetime | None
    first_response_at: datetime | None
    imported_at: datetime | None
    terms: Terms | None = None
    occasion: Occasion = MANUAL


def save_wave(  # noqa: PLR0913 (all that is known of a wave when it is made)
    connection: Connection,
    where: WaveKey,
    questionnaire: str,
    *,
    state: State = "planned",
    occasion: Occasion = MANUAL,
    now: datetime,
) -> bool:
    """Keep a wave of a kept study; say whether it was new. One that is kept stays as it is.

    Raises:
        StoreError: its study or questionnaire is not kept.
    """
    row = {
        "study_id": id_of_study(connection, where.study),
        "key": where.wave,
        "state": state,
        "questionnaire_id": id_of_questionnaire(connection, questionnaire),
        "made_at": now,
        **asdict(occasion),
    }
    times = {TIMES[state]: now} if state in TIMES else {}
    return add_new(connection, waves, [row | times]) == 1


def move_wave(
    connection: Connection, where: WaveKey, *, before: State, after: State, now: datetime
) -> bool:
    """Bring a wave from one state to the next; say whether this call did it.

    Raises:
        StoreError: the wave is not kept.
    """
    times = {TIMES[after]: now} if after in TIMES else {}
    change = (
        update(waves)
        .where(waves.c.id == id_of_wave(connection, where), waves.c.state == before)
        .values(state=after, **times)
    )
    return connection.execute(change).rowcount == 1


def load_wave(connection: Connection, where: WaveKey) -> KeptWave:
    """Return a wave.

    Raises:
        StoreError: it is not kept.
    """
    found = [one for one in load_waves(connection, where.study) if one.where == where]
    if not found:
        raise StoreError(f"wave {where}: found nothing kept, must be kept before. {HINT}")
    return found[0]


def load_waves(connection: Connection, study: str) -> tuple[KeptWave, ...]:
    """Return the waves of a study in the order in which they were made."""
    return _load(connection, studies.c.key == study)


def load_fielded(connection: Connection) -> tuple[KeptWave, ...]:
    """Return the waves that we field ourselves, of all studies, the oldest first."""
    return _load(connection, waves.c.terms.is_not(None))


def load_unfinished(connection: Connection) -> tuple[KeptWave, ...]:
    """Return the waves that we field ourselves and of which something may be due."""
    return _load(connection, waves.c.terms.is_not(None) & waves.c.state.not_in(FINISHED))


def lock_wave(connection: Connection, where: WaveKey) -> None:
    """Let nobody else change a wave until the transaction ends; it can be answered meanwhile.

    Raises:
        StoreError: it is not kept.
    """
    query = select(waves.c.id).where(waves.c.id == id_of_wave(connection, where))
    connection.execute(query.with_for_update(key_share=True))


def save_terms(connection: Connection, where: WaveKey, terms: Terms) -> None:
    """Keep the terms of a wave, with when it opens and closes.

    Raises:
        StoreError: the wave is not kept.
    """
    values = {
        "terms": terms.model_dump_json(),
        "pilot": terms.pilot,
        "opens_at": terms.opens_at,
        "closes_at": terms.closes_at,
    }
    wave_id = id_of_wave(connection, where)
    connection.execute(update(waves).where(waves.c.id == wave_id).values(values))


def save_drawn(connection: Connection, where: WaveKey, drawn: Drawn) -> None:
    """Keep how the sample of a wave was drawn.

    Raises:
        StoreError: the wave is not kept.
    """
    change = update(waves).where(waves.c.id == id_of_wave(connection, where))
    connection.execute(change.values(sampled=drawn.model_dump_json()))


def load_drawn(connection: Connection, where: WaveKey) -> Drawn | None:
    """Return how the sample of a wave was drawn; None if none was.

    Raises:
        StoreError: the wave is not kept.
    """
    query = select(waves.c.sampled).where(waves.c.id == id_of_wave(connection, where))
    document = connection.execute(query).scalar_one()
    return None if document is None else Drawn.model_validate_json(document)


@lru_cache(maxsize=256)
def read_terms(document: str) -> Terms:
    """Return terms as they are kept; the same for everybody who is asked in a wave."""
    return Terms.model_validate_json(document)


def id_of_wave(connection: Connection, where: WaveKey) -> int:
    """Return the row of a wave.

    Raises:
        StoreError: it is not kept.
    """
    query = (
        select(waves.c.id)
        .join(studies)
        .where(studies.c.key == where.study, waves.c.key == where.wave)
    )
    found = connection.execute(query).scalar()
    if found is None:
        raise StoreError(f"wave {where}: found nothing kept, must be kept before. {HINT}")
    return int(found)


OCCASION = tuple(waves.c[name] for name in Occasion.__dataclass_fields__)


def _read(row: Row[Any]) -> tuple[Any, ...]:
    *rest, terms, kind, due_at, phase, baseline = row
    occasion = Occasion(kind, due_at, phase, baseline)
    return (*rest, None if terms is None else read_terms(terms), occasion)


def _load(connection: Connection, condition: ColumnElement[bool]) -> tuple[KeptWave, ...]:
    times = [waves.c[name] for name in KeptWave.__dataclass_fields__ if name.endswith("_at")]
    query = (
        select(
            studies.c.key,
            waves.c.key,
            waves.c.state,
            questionnaires.c.fingerprint,
            *times,
            waves.c.terms,
            *OCCASION,
        )
        .join(studies, studies.c.id == waves.c.study_id)
        .join(questionnaires, questionnaires.c.id == waves.c.questionnaire_id)
        .where(condition)
        .order_by(waves.c.id)
    )
    return tuple(
        KeptWave(WaveKey(study, key), *rest)
        for study, key, *rest in map(_read, connection.execute(query))
    )
