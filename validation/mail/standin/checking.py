"""What SendGrid's documentation says a request must be, checked as its API would."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from email_validator import EmailNotValidError, validate_email

MOST = 1000
LONGEST_MESSAGE = 30_000_000
LONGEST_ARGS = LONGEST_SUBSTITUTIONS = 10_000
MOST_CATEGORIES = 10
LONGEST_CATEGORY = 255
RESERVED = frozenset(
    {
        "bcc",
        "cc",
        "content-transfer-encoding",
        "content-type",
        "dkim-signature",
        "from",
        "received",
        "reply-to",
        "subject",
        "to",
        "x-sg-eid",
        "x-sg-id",
    }
)
HELP = "https://www.twilio.com/docs/sendgrid/api-reference/mail-send/errors"

Error = dict[str, str | None]
Payload = Mapping[str, Any]


def check_request(payload: object) -> list[Error]:
    """Return what is wrong with a request, in the shape of the API's own answers.

    >>> [one["field"] for one in check_request({"subject": "Hello"})]
    ['personalizations', 'from.email', 'content']
    """
    if not isinstance(payload, Mapping):
        return [error("The request must be a JSON object.")]
    checks = (_envelopes, _sender, _subject, _content, _categories, _arguments, _headers, _files)
    try:
        return [one for check in checks for one in check(payload)]
    except (TypeError, AttributeError, KeyError, ValueError):
        return [error("A part of the request is not of the documented type.")]


def error(message: str, field: str | None = None) -> Error:
    """Return one error of an answer."""
    return {"message": message, "field": field, "help": HELP if field else None}


def _envelopes(payload: Payload) -> Iterator[Error]:
    envelopes = payload.get("personalizations") or []
    if not envelopes:
        yield error("At least one personalization is required.", "personalizations")
    if len(envelopes) > MOST:
        yield error(
            f"At most {MOST} personalizations are allowed; found {len(envelopes)}.",
            "personalizations",
        )
    for number, envelope in enumerate(envelopes):
        yield from _envelope(envelope, f"personalizations.{number}")
    yield from _recipients(envelopes)


def _envelope(envelope: Payload, place: str) -> Iterator[Error]:
    if not envelope.get("to"):
        yield error("The to array must have at least one address.", f"{place}.to")
    for where in ("to", "cc", "bcc"):
        for number, person in enumerate(envelope.get(where, [])):
            yield from _person(person, f"{place}.{where}.{number}")
    for name in ("custom_args", "headers", "substitutions"):
        yield from BY_NAME[name](envelope, f"{place}.")
    if "subject" in envelope and not envelope["subject"]:
        yield error("A subject must have at least one character.", f"{place}.subject")


def _recipients(envelopes: list[Payload]) -> Iterator[Error]:
    n = Counter(
        person.get("email", "").casefold()
        for envelope in envelopes
        for where in ("to", "cc", "bcc")
        for person in envelope.get(where, [])
    )
    if n.total() > MOST:
        yield error(f"At most {MOST} recipients are allowed; found {n.total()}.")
    twice = [address for address, times in n.items() if times > 1]
    if twice:
        yield error(f"Each address must be there once; [{twice[0]}] is there more than once.")


def _person(person: Payload, place: str) -> Iterator[Error]:
    try:
        validate_email(person.get("email") or "", check_deliverability=False)
    except EmailNotValidError:
        yield error("Does not contain a valid address.", f"{place}.email")
    if {";", ","} & set(person.get("name") or ""):
        yield error("A name must not contain ';' or ','.", f"{place}.name")


def _sender(payload: Payload) -> Iterator[Error]:
    sender = payload.get("from") or {}
    if not sender.get("email"):
        yield error("The from object must have an email.", "from.email")
        return
    yield from _person(sender, "from")
    if not sender["email"].isascii():
        yield error("The from address must not contain unicode characters.", "from.email")
    if "reply_to" in payload:
        yield from _person(payload["reply_to"], "reply_to")


def _subject(payload: Payload) -> Iterator[Error]:
    own = [one.get("subject") for one in payload.get("personalizations") or []]
    if not payload.get("subject") and not (own and all(own)):
        yield error("The subject is required.", "subject")


def _content(payload: Payload) -> Iterator[Error]:
    content = payload.get("content") or []
    if not content:
        yield error("At least one content is required.", "content")
    for number, one in enumerate(content):
        if not (isinstance(one["value"], str) and one["value"]):
            yield error("A content must have a character.", f"content.{number}.value")
    kinds = [one["type"] for one in content]
    usual = [one for one in ("text/plain", "text/html") if one in kinds]
    if kinds[: len(usual)] != usual or len(kinds) != len(set(kinds)):
        yield error("text/plain must be first, then text/html, each once.", "content")


def _categories(payload: Payload) -> Iterator[Error]:
    categories = payload.get("categories") or []
    if len(categories) > MOST_CATEGORIES:
        yield error(f"At most {MOST_CATEGORIES} categories are allowed.", "categories")
    if any(len(one) > LONGEST_CATEGORY for one in categories):
        yield error(f"A category has at most {LONGEST_CATEGORY} characters.", "categories")


def _arguments(part: Payload, place: str = "") -> Iterator[Error]:
    arguments = part.get("custom_args") or {}
    if any(not isinstance(one, str) for one in arguments.values()):
        yield error("Custom arguments must be strings.", f"{place}custom_args")
    if len(json.dumps(arguments, ensure_ascii=False).encode()) > LONGEST_ARGS:
        yield error(f"At most {LONGEST_ARGS} bytes of them are allowed.", f"{place}custom_args")


def _substitutions(part: Payload, place: str = "") -> Iterator[Error]:
    values = part.get("substitutions") or {}
    if any(not isinstance(one, str) for one in values.values()):
        yield error("Substitutions must be strings.", f"{place}substitutions")
    if len(json.dumps(values, ensure_ascii=False).encode()) > LONGEST_SUBSTITUTIONS:
        yield error(f"At most {LONGEST_SUBSTITUTIONS} bytes are allowed.", f"{place}substitutions")


def _headers(part: Payload, place: str = "") -> Iterator[Error]:
    headers = part.get("headers") or {}
    for name in sorted(RESERVED & {one.lower() for one in headers}):
        yield error(f"The header {name} is reserved.", f"{place}headers.{name}")
    if any(not isinstance(one, str) or not one.isascii() for one in headers.values()):
        yield error("Headers must be strings of ASCII characters.", f"{place}headers")


def _files(payload: Payload) -> Iterator[Error]:
    for number, one in enumerate(payload.get("attachments") or []):
        if not (one.get("content") and one.get("filename")):
            yield error("An attachment needs content and filename.", f"attachments.{number}")
        if one.get("disposition") == "inline" and not one.get("content_id"):
            yield error("An inline attachment needs a content_id.", f"attachments.{number}")


BY_NAME = {"custom_args": _arguments, "headers": _headers, "substitutions": _substitutions}
