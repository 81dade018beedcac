"""What a stand-in knows while it runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import time
from typing import Any

from validation.mail.standin.connections import Connections
from validation.mail.standin.events import Suppressions, tell
from validation.mail.standin.faults import Faults
from validation.mail.standin.inbox import Inbox
from validation.mail.standin.webhook import Webhook


@dataclass(frozen=True, slots=True)
class Standin:
    """Its key, its mail, what is told of it, the troubles to come, and who is connected."""

    key: str
    inbox: Inbox = field(default_factory=Inbox)
    faults: Faults = field(default_factory=Faults)
    suppressions: Suppressions = field(default_factory=Suppressions)
    webhook: Webhook = field(default_factory=Webhook)
    connections: Connections = field(default_factory=Connections)
    clock: Callable[[], float] = time

    def accept(self, payload: Mapping[str, Any]) -> str:
        """Return the message id of a request whose mail was taken, with its events to tell."""
        before = len(self.inbox.mails)
        message_id = self.inbox.accept(payload)
        for mail in self.inbox.mails[before:]:
            self.webhook.waiting += tell(mail, self.suppressions, self.clock())
        return message_id
