"""What an answer of SendGrid means for the messages that were asked for."""

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from http import HTTPStatus
from typing import NoReturn

from validation.errors import DeliveryError
from validation.mail.gateway.payload import Group
from validation.mail.gateway.posting import Reply, read_errors
from validation.mail.message import Message, Outcome, State

ENVELOPE = re.compile(r"personalizations\.(\d+)(?:\.|$)")
# A reason goes into logs and results, where nobody's address belongs.
ADDRESS = re.compile(r"[^\s\[\]<>\"'(),;:]+@[^\s\[\]<>\"'(),;:]+")
LONGEST_REASON = 500
CLIENT_ERRORS = range(400, 500)

Judge = Callable[[Group, Reply], list[Outcome]]


def judge(group: Group, reply: Reply, *, sandbox: bool = False) -> list[Outcome]:
    """Return what became of the messages of one request.

    Messages without an outcome were surely not taken, because of others in the same request.

    Raises:
        DeliveryError: when the answer is about the account or the host, not about the messages.
    """
    if reply.status == HTTPStatus.OK and sandbox:
        return _all(group, "accepted", "checked in the sandbox, not sent")
    if reply.status is None:
        return _unknown(group, reply) if reply.reached else later(group, reason(reply))
    usual = _refused if reply.status in CLIENT_ERRORS else _unknown
    return JUDGES.get(reply.status, usual)(group, reply)


def later(messages: Iterable[Message], why: str, wait: float = 0.0) -> list[Outcome]:
    """Return that the messages were not taken and may be tried again after so many seconds."""
    return [Outcome(one.key, "later", why, wait=timedelta(seconds=wait)) for one in messages]


def reason(reply: Reply) -> str:
    """Return in one line, without addresses, what SendGrid answered or why it did not.

    >>> reason(Reply(400, '{"errors": [{"message": "x@example.com is no address."}]}'))
    'SendGrid answered 400: (address) is no address.'
    """
    errors = [f"{text} ({field})" if field else text for field, text in read_errors(reply.body)]
    said = ADDRESS.sub("(address)", " ".join("; ".join(errors or [reply.body]).split()))
    head = (
        "SendGrid gave no answer" if reply.status is None else f"SendGrid answered {reply.status}"
    )
    return f"{head}: {said}"[:LONGEST_REASON] if said else f"{head}."


def _all(group: Group, state: State, why: str = "", message_id: str = "") -> list[Outcome]:
    return [Outcome(one.key, state, why, message_id) for one in group]


def _accepted(group: Group, reply: Reply) -> list[Outcome]:
    return _all(group, "accepted", message_id=reply.message_id)


def _unknown(group: Group, reply: Reply) -> list[Outcome]:
    return _all(group, "unknown", f"{reason(reply).rstrip('.')}. It may have taken the mail.")


def _slow_down(group: Group, reply: Reply) -> list[Outcome]:
    return later(group, reason(reply), reply.wait or 0.0)


def _refused(group: Group, reply: Reply) -> list[Outcome]:
    return _all(_named(group, reply) or group, "refused", reason(reply))


def _named(group: Group, reply: Reply) -> Group:
    """Return the messages that the errors name; none when one of them is about the whole."""
    found = [ENVELOPE.match(field) for field, _ in read_errors(reply.body)]
    places = {int(one.group(1)) for one in found if one is not None}
    everyone = None in found or any(place >= len(group) for place in places)
    return () if everyone else tuple(group[place] for place in sorted(places))


def _no_key(_: Group, reply: Reply) -> NoReturn:
    message = (
        f"SendGrid key: found one that is refused ({reason(reply)}), must be one that may send "
        "mail. Make a key with the permission Mail Send in SendGrid's settings, and set it."
    )
    raise DeliveryError(message, status=reply.status, body=reply.body)


def _forbidden(_: Group, reply: Reply) -> NoReturn:
    message = (
        f"SendGrid account: found one that may not send this ({reason(reply)}), must have a key "
        "with the permission Mail Send and a verified sender. Look at both in SendGrid's settings."
    )
    raise DeliveryError(message, status=reply.status, body=reply.body)


def _elsewhere(_: Group, reply: Reply) -> NoReturn:
    message = (
        f"SendGrid host: found one without its API ({reason(reply)}), must be SendGrid's or its "
        "stand-in's. Look at the host that is set, and at a proxy on the way."
    )
    raise DeliveryError(message, status=reply.status, body=reply.body)


JUDGES: dict[int, Judge] = {
    202: _accepted,
    401: _no_key,
    403: _forbidden,
    404: _elsewhere,
    405: _elsewhere,
    407: _elsewhere,
    408: _unknown,
    429: _slow_down,
}
