"""What the stand-in tells of a mail: each kind of address has its own fate."""

import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from validation.mail.standin.inbox import Mail

Event = dict[str, Any]
PROCESSED: Event = {"event": "processed"}
DELIVERED: Event = {"event": "delivered", "response": "250 OK"}
BOUNCED: Event = {"event": "bounce", "status": "5.1.1", "reason": "550 no such mailbox"}
# What an address begins with → what happens to mail for it.
FATES: dict[str, tuple[Event, ...]] = {
    "bounce": (PROCESSED, BOUNCED | {"type": "bounce"}),
    "block": (PROCESSED, BOUNCED | {"type": "blocked"}),
    "drop": ({"event": "dropped", "reason": "Invalid"},),
    "defer": (PROCESSED, {"event": "deferred", "attempt": "1", "response": "421 busy"}, DELIVERED),
    "complain": (PROCESSED, DELIVERED, {"event": "spamreport"}),
    "unsubscribe": (PROCESSED, DELIVERED, {"event": "group_unsubscribe", "asm_group_id": 1}),
}
USUAL = (PROCESSED, DELIVERED)
# After these the service takes mail for the address, and sends none.
SUPPRESSING = {
    "bounce": "Bounced Address",
    "complain": "Spam Reporting Address",
    "unsubscribe": "Unsubscribed Address",
}


class Suppressions:
    """The addresses that get no mail any more, and why."""

    def __init__(self) -> None:
        self._reasons: dict[str, str] = {}

    @property
    def reasons(self) -> Mapping[str, str]:
        """Why each address gets no mail."""
        return dict(self._reasons)

    def add(self, address: str, reason: str) -> None:
        """Send an address no mail from now on."""
        self._reasons[address.casefold()] = reason

    def clear(self) -> None:
        """Forget all of them."""
        self._reasons.clear()


def tell(mail: Mail, suppressions: Suppressions, now: float) -> Iterator[Event]:
    """Yield the events of a mail in the shape of the API, and remember who wants no more."""
    reason = suppressions.reasons.get(mail.to.casefold())
    rule = _rule(mail.to)
    if reason is None and rule in SUPPRESSING:
        suppressions.add(mail.to, SUPPRESSING[rule])
    dropped = ({"event": "dropped", "reason": reason},)
    for number, event in enumerate(FATES.get(rule, USUAL) if reason is None else dropped):
        yield {
            "email": mail.to,
            "timestamp": int(now) + number,
            "smtp-id": f"<{mail.message_id}@standin.example>",
            "sg_event_id": secrets.token_urlsafe(16),
            "sg_message_id": f"{mail.message_id}.standin.{mail.number}",
            **mail.custom_args,
            **event,
        }


def _rule(address: str) -> str:
    name = address.casefold().partition("@")[0]
    return next((rule for rule in FATES if name.startswith(rule)), "")
