"""Studies with their versions, and the questionnaires that were made for them."""

import hashlib
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection, Row, select, update

from validation.errors import StoreError
from validation.questionnaire import Questionnaire
from validation.store.tables import questionnaires, studies, study_versions
from validation.store.writing import add_new
from validation.study import Document, Study


def save_study(
    connection: Connection, study: Study, *, plan_hash: str | None = None, now: datetime
) -> int:
    """Keep what a study says and return the number of its version; the same adds nothing.

    Args:
        connection: the connection of a transaction.
        study: its claims bound to its items.
        plan_hash: of the plan that it makes; a study that is only tried out has none.
        now: the time.
    """
    add_new(connection, studies, [{"key": study.study}])
    study_id = id_of_study(connection, study.study, lock=True)
    document, sha256 = written(study)
    latest = _version(connection, study.study)
    if latest is not None and latest.sha256 == sha256:
        _plan_version(connection, study_id, latest.number, plan_hash)
        return int(latest.number)
    number = 1 if latest is None else int(latest.number) + 1
    row = {
        "study_id": study_id,
        "number": number,
        "sha256": sha256,
        "document": document,
        "saved_at": now,
        "plan_hash": plan_hash,
    }
    add_new(connection, study_versions, [row])
    return number


def load_planned(connection: Connection, study: str) -> tuple[Study, str | None]:
    """Return a study as it was planned last, and the hash of that plan.

    What was only tried out since does not count. Of studies that were kept before plans were
    noted the hash is None.

    Raises:
        StoreError: it is not kept.
    """
    column = study_versions.c
    query = (
        select(column.document, column.plan_hash)
        .join(studies)
        .where(studies.c.key == study)
        .order_by(column.plan_hash.is_(None), column.number.desc())
        .limit(1)
    )
    found = connection.execute(query).first()
    if found is None:
        raise StoreError(f"study {study}: found nothing kept, must be kept before. {HINT}")
    return read_study_document(found.document), found.plan_hash


@lru_cache(maxsize=512)
def read_study_document(document: str) -> Study:
    """Return a study as it is kept; it is asked for at every beat and seldom changes."""
    return Study.model_validate_json(document)


def load_study(connection: Connection, study: str, version: int | None = None) -> Study:
    """Return a study as it was kept last, or in one of its versions.

    Raises:
        StoreError: it is not kept.
    """
    found = _version(connection, study, version)
    if found is None:
        which = "" if version is None else f", version {version}"
        raise StoreError(f"study {study}{which}: found nothing kept, must be kept before. {HINT}")
    return read_study_document(found.document)


def save_questionnaire(
    connection: Connection, questionnaire: Questionnaire, *, now: datetime
) -> bool:
    """Keep a questionnaire of a kept study; say whether it was new.

    Raises:
        StoreError: its study is not kept.
    """
    row = {
        "study_id": id_of_study(connection, questionnaire.study),
        "fingerprint": questionnaire.fingerprint,
        "document": questionnaire.model_dump_json(by_alias=True),
        "saved_at": now,
    }
    return add_new(connection, questionnaires, [row]) == 1


def load_questionnaire(connection: Connection, fingerprint: str) -> Questionnaire:
    """Return the questionnaire with this fingerprint.

    Raises:
        StoreError: it is not kept.
    """
    column = questionnaires.c
    query = select(column.document).where(column.fingerprint == fingerprint)
    document = connection.execute(query).scalar()
    if document is None:
        raise StoreError(f"questionnaire {fingerprint[:12]}: found nothing kept. {HINT}")
    return Questionnaire.model_validate_json(document)


def id_of_study(connection: Connection, study: str, *, lock: bool = False) -> int:
    """Return the row of a study, locked against other writers if asked for.

    Raises:
        StoreError: it is not kept.
    """
    query = select(studies.c.id).where(studies.c.key == study)
    found = connection.execute(query.with_for_update() if lock else query).scalar()
    if found is None:
        raise StoreError(f"study {study}: found nothing kept, must be kept before. {HINT}")
    return int(found)


def id_of_questionnaire(connection: Connection, fingerprint: str) -> int:
    """Return the row of a questionnaire.

    Raises:
        StoreError: it is not kept.
    """
    query = select(questionnaires.c.id).where(questionnaires.c.fingerprint == fingerprint)
    found = connection.execute(query).scalar()
    if found is None:
        raise StoreError(f"questionnaire {fingerprint[:12]}: found nothing kept. {HINT}")
    return int(found)


def written(document: Document) -> tuple[str, str]:
    """Return a document as it is kept, in the order in which it was written, and its SHA-256."""
    content = document.model_dump_json(by_alias=True)
    return content, hashlib.sha256(content.encode()).hexdigest()


def _plan_version(
    connection: Connection, study_id: int, number: int, plan_hash: str | None
) -> None:
    if plan_hash is not None:
        column = study_versions.c
        change = update(study_versions).where(column.study_id == study_id, column.number == number)
        connection.execute(change.values(plan_hash=plan_hash))


def _version(
    connection: Connection, study: str, number: int | None = None
) -> Row[tuple[int, str, str]] | None:
    column = study_versions.c
    query = (
        select(column.number, column.sha256, column.document)
        .join(studies)
        .where(studies.c.key == study)
        .order_by(column.number.desc())
        .limit(1)
    )
    if number is not None:
        query = query.where(column.number == number)
    return connection.execute(query).first()


HINT = (
    "Launch it or import its answers first, or name the database that holds it (TODENNA_DATABASE)."
)
