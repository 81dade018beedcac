"""Tell the operator by e-mail that something runs no longer as it should."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from validation.mail import Message
from validation.rendering import render_operator_notice
from validation.settings import Settings
from validation.steps.keeping import opened
from validation.store import OutboxMessage, queue_message

LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class OperatorNotice:
    """What the operator is told: of what, in a line, and in how many paragraphs more.

    Of one `topic` the operator is told once a day, however often it is the matter.
    """

    topic: str
    subject: str
    paragraphs: tuple[str, ...]


def queue_notice(notice: OperatorNotice, settings: Settings, *, now: datetime) -> bool:
    """Put a notice to the operator into the outbox; say whether it is new and there is an operator.

    Raises:
        TodennaError: the database cannot be used.
    """
    if settings.operator is None:
        return False
    rendered = render_operator_notice(notice.subject, notice.paragraphs)
    key = f"notice/{now:%Y-%m-%d}/{notice.topic[:LONGEST_KEY]}"
    message = Message(
        key=key,
        outbox_id=hashlib.sha256(f"{key}/{now.isoformat()}".encode()).hexdigest()[:32],
        kind="notice",
        to=settings.operator,
        language="en",
        subject=rendered.subject,
        html=rendered.html,
        text=rendered.text,
    )
    kept = OutboxMessage(
        message.key,
        message.kind,
        message.to,
        message.subject,
        message.model_dump_json(),
        message.outbox_id,
    )
    with opened(settings) as store, store.transaction() as connection:
        return queue_message(connection, kept, now=now)
