"""Mail through SendGrid's API."""

from collections.abc import Callable, Sequence

from validation.errors import DeliveryError
from validation.mail.gateway.account import SendGridAccount
from validation.mail.gateway.judging import judge, later
from validation.mail.gateway.payload import Group, build_groups, build_payload
from validation.mail.gateway.posting import SLOW_DOWN, Reply, post_mail
from validation.mail.message import Message, Outcome

TRIES = 3
Wait = Callable[[float], object]


class SendGridGateway:
    """The way out through SendGrid; `wait` is given the seconds that a spent rate limit lasts.

    Without `wait`, what a rate limit holds up comes back as `later`.
    """

    def __init__(self, account: SendGridAccount, *, wait: Wait | None = None) -> None:
        self._account = account
        self._wait = wait

    def deliver(self, messages: Sequence[Message]) -> list[Outcome]:
        """Return what became of the messages, by their keys; those without were not tried.

        Raises:
            DeliveryError: when SendGrid refuses the key or is not where the host says.
        """
        outcomes: list[Outcome] = []
        pending = build_groups(messages, self._account.batch)
        while pending:
            group = pending.pop(0)
            try:
                reply = self._ask(group)
                answered = judge(group, reply, sandbox=self._account.sandbox)
            except DeliveryError as error:
                if not outcomes:
                    raise
                return outcomes + later(_flat([group, *pending]), error.message)
            outcomes += answered
            if any(one.state in {"later", "unknown"} for one in answered):
                break
            pending[:0] = _left(group, answered)
            if pending and not self._may_go_on(reply):
                held = "SendGrid's rate limit is spent."
                return outcomes + later(_flat(pending), held, reply.wait or 0.0)
        return outcomes

    def _ask(self, group: Group) -> Reply:
        payload = build_payload(group, self._account)
        reply = post_mail(payload, self._account)
        for _ in range(TRIES - 1):
            if reply.status != SLOW_DOWN or not self._may_go_on(reply):
                break
            reply = post_mail(payload, self._account)
        return reply

    def _may_go_on(self, reply: Reply) -> bool:
        if reply.wait is None:
            return True
        if self._wait is None or reply.wait > self._account.longest_wait:
            return False
        self._wait(reply.wait)
        return True


def _left(group: Group, answered: Sequence[Outcome]) -> list[Group]:
    """Return, as a group, whom an answer about single addresses said nothing about."""
    keys = {one.key for one in answered}
    left = tuple(one for one in group if one.key not in keys)
    return [left] if left else []


def _flat(groups: Sequence[Group]) -> Group:
    return tuple(one for group in groups for one in group)
