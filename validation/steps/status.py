"""What is kept: in numbers, and the mail."""

from validation.mail import Message
from validation.settings import Settings
from validation.steps.keeping import opened
from validation.store import Summary, load_messages, summary


def read_status(settings: Settings) -> Summary:
    """Return what is kept: studies with their waves, the outbox, and events that wait.

    Raises:
        TodennaError: the database cannot be used.
    """
    with opened(settings) as store, store.reading() as connection:
        return summary(connection)


def read_mail(settings: Settings) -> list[Message]:
    """Return the messages that have content, whatever became of them, the oldest first.

    Mail to those who are asked is none of them: it is made when it leaves.

    Raises:
        TodennaError: the database cannot be used.
    """
    with opened(settings) as store, store.reading() as connection:
        return [
            Message.model_validate_json(one.message.payload)
            for one in load_messages(connection)
            if one.message.is_written
        ]
