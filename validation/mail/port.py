"""What delivering needs from the two sides: the outbox, and the way out."""

from collections.abc import Sequence
from typing import Protocol

from validation.mail.message import Message, Outcome


class Gateway(Protocol):
    """A way out for mail."""

    def deliver(self, messages: Sequence[Message]) -> list[Outcome]:
        """Return what became of the messages, by their keys.

        A message without an outcome was not tried. After the first `later` or `unknown` nothing
        more is tried.

        Raises:
            DeliveryError: when nothing at all could be sent, and nothing was.
        """
        ...


class OutboxPort(Protocol):
    """The kept list of messages that should leave."""

    def claim(self, limit: int) -> Sequence[Message]:
        """Return messages that wait, each marked as being sent, durably, before this returns.

        None at all means that nothing waits any more. What was marked and never settled counts as
        `unknown`: a process died in the middle.
        """
        ...

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Keep what became of claimed messages; `later` puts one back into the waiting ones."""
        ...
