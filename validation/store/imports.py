"""What came of each import of a file, and making room for a file that was mended."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, func, select, update

from validation.responses import Counts
from validation.store.studies import id_of_questionnaire
from validation.store.tables import exclusions, imports, responses, waves
from validation.store.waves import WaveKey, id_of_wave
from validation.store.writing import add_new


@dataclass(frozen=True, slots=True)
class KeptImport:
    """What came of importing a file: its SHA-256, its rows, and what was remarked.

    `differing` responses were kept already with other answers, and stayed as they were.
    """

    source: str
    counts: Counts
    differing: int
    notes: tuple[str, ...]


def save_import(connection: Connection, where: WaveKey, done: KeptImport, *, now: datetime) -> bool:
    """Keep what came of an import; say whether it differs from the last time with this file.

    Raises:
        StoreError: the wave is not kept.
    """
    wave_id = id_of_wave(connection, where)
    content = {"document": DOCUMENT.dump_json(done).decode(), "imported_at": now}
    row = {"wave_id": wave_id, "source": done.source} | content
    if add_new(connection, imports, [row]):
        return True
    change = (
        update(imports)
        .where(
            imports.c.wave_id == wave_id,
            imports.c.source == done.source,
            imports.c.document != content["document"],
        )
        .values(content)
    )
    return connection.execute(change).rowcount == 1


def load_imports(connection: Connection, where: WaveKey) -> tuple[KeptImport, ...]:
    """Return what came of the files of a wave, in the order in which they first came.

    Raises:
        StoreError: the wave is not kept.
    """
    query = (
        select(imports.c.document)
        .where(imports.c.wave_id == id_of_wave(connection, where))
        .order_by(imports.c.id)
    )
    return tuple(map(DOCUMENT.validate_json, connection.execute(query).scalars()))


def clear_wave(connection: Connection, where: WaveKey, *, questionnaire: str) -> int:
    """Forget all that was imported into a wave, and return how many responses that were.

    The time of the first response stays: the answers were known from then on. What comes next
    is read with the questionnaire named (by its fingerprint).

    Raises:
        StoreError: the wave or the questionnaire is not kept.
    """
    wave_id = id_of_wave(connection, where)
    query = select(func.count()).where(responses.c.wave_id == wave_id)
    found = connection.execute(query).scalar_one()
    for table in (responses, exclusions, imports):
        connection.execute(delete(table).where(table.c.wave_id == wave_id))
    values = {"questionnaire_id": id_of_questionnaire(connection, questionnaire)}
    connection.execute(update(waves).where(waves.c.id == wave_id).values(values))
    return found


DOCUMENT = TypeAdapter(KeptImport)
