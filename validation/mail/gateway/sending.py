"""Mail through SendGrid's API."""

from collections.abc import Callable, Sequence

from validation.errors import DeliveryError
from validation.mail.gateway.account import SendGridAccount
from validation.mail.gateway.judging import judge, later
from validation.mail.gateway.payload import Group, build_groups, build_payload
from validation.mail.gateway.posting import SLOW_DOWN, Reply, post_mail
from validation.mail.message import Message, Outcome

TRIES = 3
PATIENCE = 60.0
SPENT = "SendGrid's rate limit is spent."
Wait = Callable[[float], object]


class SendGridGateway:
    """The way out through SendGrid.

    `wait` is given the seconds that a spent rate limit lasts, `patience` of them in all. What
    would take longer, or has no `wait`, comes back as `later` with the seconds that are left.
    """

    def __init__(
        self, account: SendGridAccount, *, wait: Wait | None = None, patience: float = PATIENCE
    ) -> None:
        self._account = account
        self._wait = wait
        self._patience = patience
        self._held: float | None = None

    def deliver(self, messages: Sequence[Message]) -> list[Outcome]:
        """Return what became of the messages, by their keys; those without were not tried.

        Raises:
            DeliveryError: when SendGrid refuses the key or is not where the host says.
        """
        outcomes: list[Outcome] = []
        pending = build_groups(messages, self._account.batch)
        while pending:
            held, self._held = self._held, None
            if not self._may_go_on(held):
                return outcomes + later(_flat(pending), SPENT, held or 0.0)
            group = pending.pop(0)
            try:
                answered = judge(group, self._ask(group), sandbox=self._account.sandbox)
            except DeliveryError as error:
                if not outcomes:
                    raise
                return outcomes + later(_flat([group, *pending]), error.message)
            outcomes += answered
            if any(one.state in {"later", "unknown"} for one in answered):
                break
            pending[:0] = _left(group, answered)
        return outcomes

    def _ask(self, group: Group) -> Reply:
        payload = build_payload(group, self._account)
        reply = post_mail(payload, self._account)
        for _ in range(TRIES - 1):
            if reply.status != SLOW_DOWN or not self._may_go_on(reply.wait):
                break
            reply = post_mail(payload, self._account)
        # The last request of a period is taken, and says that the next one would not be.
        self._held = None if reply.status == SLOW_DOWN else reply.wait
        return reply

    def _may_go_on(self, held: float | None) -> bool:
        if held is None:
            return True
        if self._wait is None or held > self._patience:
            return False
        self._patience -= held
        self._wait(held)
        return True


def _left(group: Group, answered: Sequence[Outcome]) -> list[Group]:
    """Return, as a group, whom an answer about single addresses said nothing about."""
    keys = {one.key for one in answered}
    left = tuple(one for one in group if one.key not in keys)
    return [left] if left else []


def _flat(groups: Sequence[Group]) -> Group:
    return tuple(one for group in groups for one in group)
