"""What is kept, in numbers."""

from validation.settings import Settings
from validation.steps.keeping import opened
from validation.store import Summary, summary


def read_status(settings: Settings) -> Summary:
    """Return what is kept: studies with their waves, the outbox, and events that wait.

    Raises:
        TodennaError: the database cannot be used.
    """
    with opened(settings) as store, store.reading() as connection:
        return summary(connection)
