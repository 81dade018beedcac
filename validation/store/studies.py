"""Studies with their versions, and the questionnaires that were made for them."""

import hashlib
from datetime import datetime

from sqlalchemy import Connection, Row, select

from validation.errors import StoreError
from validation.questionnaire import Questionnaire
from validation.store.tables import questionnaires, studies, study_versions
from validation.store.writing import add_new
from validation.study import Document, Study


def save_study(connection: Connection, study: Study, *, now: datetime) -> int:
    """Keep what a study says and return the number of its version; the same adds nothing."""
    add_new(connection, studies, [{"key": study.study}])
    study_id = id_of_study(connection, study.study, lock=True)
    document, sha256 = written(study)
    latest = _version(connection, study.study)
    if latest is not None and latest.sha256 == sha256:
        return int(latest.number)
    number = 1 if latest is None else int(latest.number) + 1
    row = {
        "study_id": study_id,
        "number": number,
        "sha256": sha256,
        "document": document,
        "saved_at": now,
    }
    add_new(connection, study_versions, [row])
    return number


def load_study(connection: Connection, study: str, version: int | None = None) -> Study:
    """Return a study as it was kept last, or in one of its versions.

    Raises:
        StoreError: it is not kept.
    """
    found = _version(connection, study, version)
    if found is None:
        which = "" if version is None else f", version {version}"
        raise StoreError(f"study {study}{which}: found nothing kept, must be kept before. {HINT}")
    return Study.model_validate_json(found.document)


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
