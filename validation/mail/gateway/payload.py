"""What SendGrid is asked: messages with the same body, each person alone in an own envelope."""

import base64
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from validation.mail.gateway.account import SendGridAccount
from validation.mail.message import Message

OFF = {"enable": False}
# Rewritten links would hand a respondent's token to a third party, and opens prove nothing.
NO_TRACKING = {
    "click_tracking": {"enable": False, "enable_text": False},
    "open_tracking": OFF,
    "subscription_tracking": OFF,
    "ganalytics": OFF,
}
ONE_CLICK = "List-Unsubscribe=One-Click"

Payload = dict[str, Any]
Group = tuple[Message, ...]


def build_groups(messages: Sequence[Message], size: int) -> list[Group]:
    """Return the messages in groups with one body, each address once, at most `size` in each."""
    same: dict[tuple[object, ...], list[dict[str, Message]]] = defaultdict(list)
    for message in messages:
        _place(same[_body(message)], message)
    together = [tuple(group.values()) for groups in same.values() for group in groups]
    return [piece for group in together for piece in _cut(group, size)]


def build_payload(group: Group, account: SendGridAccount) -> Payload:
    """Return the request for messages with one body."""
    first = group[0]
    payload: Payload = {
        "personalizations": [_envelope(message) for message in group],
        "from": _sender(account, first),
        "subject": first.subject,
        "content": [
            {"type": "text/plain", "value": first.text},
            {"type": "text/html", "value": first.html},
        ],
        "tracking_settings": NO_TRACKING,
        "mail_settings": {"sandbox_mode": {"enable": account.sandbox}},
    }
    if first.reply_to:
        payload["reply_to"] = {"email": first.reply_to}
    if first.images:
        payload["attachments"] = _attachments(first)
    return payload


def _body(message: Message) -> tuple[object, ...]:
    return (
        message.kind,
        message.subject,
        message.html,
        message.text,
        message.images,
        message.reply_to,
        message.sender_name,
    )


def _place(groups: list[dict[str, Message]], message: Message) -> None:
    address = message.to.casefold()
    for group in groups:
        if address not in group:
            group[address] = message
            return
    groups.append({address: message})


def _cut(group: Group, size: int) -> Iterator[Group]:
    return (group[start : start + size] for start in range(0, len(group), size))


def _sender(account: SendGridAccount, message: Message) -> dict[str, str]:
    name = message.sender_name or account.sender_name
    return {"email": account.sender} | ({"name": name} if name else {})


def _envelope(message: Message) -> Payload:
    envelope: Payload = {
        "to": [{"email": message.to}],
        "custom_args": {"outbox_id": message.outbox_id, "kind": message.kind},
    }
    if message.substitutions:
        envelope["substitutions"] = message.substitutions
    if message.list_unsubscribe:
        envelope["headers"] = {
            "List-Unsubscribe": f"<{message.list_unsubscribe}>",
            "List-Unsubscribe-Post": ONE_CLICK,
        }
    return envelope


def _attachments(message: Message) -> list[dict[str, str]]:
    return [
        {
            "content": base64.b64encode(image.png).decode(),
            "type": "image/png",
            "filename": f"{image.content_id}.png",
            "disposition": "inline",
            "content_id": image.content_id,
        }
        for image in message.images
    ]
