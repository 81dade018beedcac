"""What a browser sent: read up to a limit, and taken apart only when all of it is there."""

import asyncio
from collections.abc import Mapping, Sequence
from urllib.parse import unquote_plus

from starlette.requests import ClientDisconnect, Request

from validation.web.limits import Limits
from validation.web.turning import TurnedAway

FORM = "application/x-www-form-urlencoded"
Fields = Mapping[str, Sequence[str]]


async def read_body(request: Request, limits: Limits) -> bytes:
    """Return the body of a request.

    Raises:
        TurnedAway: it is longer than the limit, whatever it says of its length, or takes too long.
    """
    if _length(request) > limits.body:
        raise TurnedAway("too_large", unread=True)
    parts: list[bytes] = []
    left = limits.body
    try:
        async with asyncio.timeout(limits.patience):
            async for part in request.stream():
                left -= len(part)
                if left < 0:
                    raise TurnedAway("too_large", unread=True)
                parts.append(part)
    except (TimeoutError, ClientDisconnect) as error:
        raise TurnedAway("busy", status=408, unread=True) from error
    return b"".join(parts)


async def read_form(request: Request, limits: Limits) -> Fields:
    """Return the fields of a form, each with all its values.

    Raises:
        TurnedAway: it is no form, too long, or has too many fields.
    """
    body = await read_body(request, limits)
    if request.headers.get("content-type", FORM).partition(";")[0].strip().lower() != FORM:
        raise TurnedAway("forbidden", status=400)
    return parse_form(body, limits)


def parse_form(body: bytes, limits: Limits) -> Fields:
    """Return the fields of a form that was read.

    Raises:
        TurnedAway: it has too many fields, or bytes that are no text.
    """
    try:
        parts = body.decode("ascii").split("&")
        if len(parts) > limits.fields:
            raise TurnedAway("forbidden", status=400)
        fields: dict[str, list[str]] = {}
        for part in filter(None, parts):
            name, _, value = part.partition("=")
            # Most have nothing that was replaced.
            if "%" in part or "+" in part:
                name, value = _read(name), _read(value)
            if name in fields:
                fields[name].append(value)
            else:
                fields[name] = [value]
    except ValueError as error:
        raise TurnedAway("forbidden", status=400) from error
    return fields


def one_of(fields: Fields, name: str) -> str:
    """Return the value of a field that stands once in a form; empty if it is not there.

    >>> one_of({"page": ["3"]}, "page"), one_of({}, "page")
    ('3', '')
    """
    return fields.get(name, [""])[0]


def _read(text: str) -> str:
    """Return a name or value as it was written."""
    return unquote_plus(text, errors="strict")


def _length(request: Request) -> int:
    said = request.headers.get("content-length", "")
    return int(said) if said.isascii() and said.isdigit() else 0
