"""The mail that the stand-in has taken."""

import json
import re
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

CID = re.compile(r"""(["'(])cid:([^"')]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one address as the service would send it, with the request that asked for it."""

    number: int
    request: int
    message_id: str
    to: str
    headers: Mapping[str, str]
    custom_args: Mapping[str, str]
    envelope: Mapping[str, Any] = field(repr=False)
    payload: Mapping[str, Any] = field(repr=False)

    @property
    def named(self) -> Mapping[str, str]:
        """What it is found by: the address, and the custom arguments."""
        return {"to": self.to, **self.custom_args}

    @property
    def subject(self) -> str:
        """The subject, filled in for this person."""
        return self._filled(self.envelope.get("subject") or self.payload["subject"])

    @property
    def text(self) -> str:
        """The plain text, filled in for this person."""
        return self._filled(self._content("text/plain"))

    @property
    def html(self) -> str:
        """The HTML, filled in for this person."""
        return self._filled(self._content("text/html"))

    def _content(self, kind: str) -> str:
        return "".join(one["value"] for one in self.payload["content"] if one["type"] == kind)

    def _filled(self, text: str) -> str:
        for place, value in self.envelope.get("substitutions", {}).items():
            text = text.replace(place, value)
        return text

    def shown(self) -> str:
        """Return the HTML with its pictures in it, so that a page can show it by itself."""
        pictures = {
            one["content_id"]: f"data:{one['type']};base64,{one['content']}"
            for one in self.payload.get("attachments", [])
            if "content_id" in one
        }
        return CID.sub(
            lambda found: found[1] + pictures.get(found[2], f"cid:{found[2]}"), self.html
        )

    def request_text(self) -> str:
        """Return the request as it came, laid out for reading."""
        return json.dumps(self.payload, ensure_ascii=False, indent=2)

    def listed(self) -> dict[str, Any]:
        """Return the mail for a list of mails, where the request is only named."""
        names = ("number", "request", "message_id", "to", "subject", "text", "html")
        return {name: getattr(self, name) for name in (*names, "headers", "custom_args")}


class Inbox:
    """All mail taken since the start, or since it was emptied."""

    def __init__(self) -> None:
        self._mails: list[Mail] = []
        self._requests: list[Mapping[str, Any]] = []

    @property
    def mails(self) -> tuple[Mail, ...]:
        """The mails, the oldest first."""
        return tuple(self._mails)

    @property
    def requests(self) -> tuple[Mapping[str, Any], ...]:
        """The requests that were taken; the first is number 1."""
        return tuple(self._requests)

    def find(self, wanted: Mapping[str, str]) -> list[Mail]:
        """Return the mails to an address (`to`) or with custom arguments of these values."""
        return [
            one
            for one in self._mails
            if all(one.named.get(name) == wanted[name] for name in wanted)
        ]

    def count(self, name: str) -> Mapping[str, int]:
        """Return how many mails have each address (`to`), or each value of a custom argument."""
        return Counter(one.named[name] for one in self._mails if name in one.named)

    def accept(self, payload: Mapping[str, Any]) -> str:
        """Return the message id of a request whose mails are in the inbox now."""
        self._requests.append(payload)
        message_id = secrets.token_urlsafe(16)
        self._mails += self._read(payload, message_id)
        return message_id

    def clear(self) -> None:
        """Forget the mails and the requests."""
        self._mails.clear()
        self._requests.clear()

    def _read(self, payload: Mapping[str, Any], message_id: str) -> Iterator[Mail]:
        number = len(self._mails)
        for envelope in payload["personalizations"]:
            for one in _recipients(envelope):
                number += 1
                yield Mail(
                    number=number,
                    request=len(self._requests),
                    message_id=message_id,
                    to=one,
                    headers=payload.get("headers", {}) | envelope.get("headers", {}),
                    custom_args=payload.get("custom_args", {}) | envelope.get("custom_args", {}),
                    envelope=envelope,
                    payload=payload,
                )


def _recipients(envelope: Mapping[str, Any]) -> Iterator[str]:
    for where in ("to", "cc", "bcc"):
        yield from (one["email"] for one in envelope.get(where, []))
