"""One request to SendGrid through its own client: the only place that knows this client."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from socket import gaierror
from ssl import SSLCertVerificationError
from typing import Any
from urllib.error import URLError

from validation.mail.gateway.account import SendGridAccount
from validation.mail.gateway.payload import Payload

LONGEST_BODY = 2000
# Both end before a single byte of the message has left.
UNREACHED = (ConnectionRefusedError, gaierror, SSLCertVerificationError)
DEFAULT_WAIT = 1.0
SLOW_DOWN = 429


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: a status and a body, or no status and what went wrong instead.

    `reached` is false when it is sure that nothing was sent. `wait` is how many seconds a spent
    rate limit lasts, and None while it is not spent.
    """

    status: int | None
    body: str
    message_id: str = ""
    wait: float | None = None
    reached: bool = True


def post_mail(payload: Payload, account: SendGridAccount) -> Reply:
    """Return SendGrid's answer to one request; no answer at all is a reply too."""
    # The door of this room stays light: the client takes a tenth of a second to load.
    from python_http_client.exceptions import HTTPError  # noqa: PLC0415
    from sendgrid import SendGridAPIClient  # noqa: PLC0415

    # At its lowest level the client logs the key and every address.
    logging.getLogger("python_http_client").setLevel(logging.INFO)
    client = SendGridAPIClient(account.key.get_secret_value(), host=account.host)
    client.client.timeout = account.timeout
    try:
        answer = client.send(payload)
    except HTTPError as error:
        return _reply(error.status_code, error.body, error.headers)
    except (OSError, HTTPException) as error:
        return Reply(None, _cause(error), reached=not isinstance(_inner(error), UNREACHED))
    return _reply(answer.status_code, answer.body, answer.headers)


def read_errors(body: str) -> list[tuple[str, str]]:
    """Return field and sentence of each error that a body of SendGrid names.

    >>> read_errors('{"errors": [{"message": "No address.", "field": "personalizations.0.to"}]}')
    [('personalizations.0.to', 'No address.')]
    >>> read_errors("<html>")
    []
    """
    try:
        errors = json.loads(body)["errors"]
        return [(str(one.get("field") or ""), str(one.get("message") or "")) for one in errors]
    except (ValueError, TypeError, LookupError, AttributeError):
        return []


def _reply(status: int, body: bytes, headers: Mapping[str, str]) -> Reply:
    text = body.decode("utf-8", errors="replace")[:LONGEST_BODY]
    wait = _wait(headers) if _spent(status, headers) else None
    return Reply(status, text, headers.get("X-Message-Id", ""), wait)


def _spent(status: int, headers: Mapping[str, str]) -> bool:
    return status == SLOW_DOWN or headers.get("X-RateLimit-Remaining") == "0"


def _wait(headers: Mapping[str, str]) -> float:
    """Return the seconds until the limit ends, by the server's own clock."""
    reset, date = headers.get("X-RateLimit-Reset"), headers.get("Date")
    try:
        if reset and date:
            return max(0.0, float(reset) - parsedate_to_datetime(date).timestamp())
        return max(0.0, float(headers["Retry-After"]))
    except (LookupError, TypeError, ValueError):
        return DEFAULT_WAIT


def _inner(error: BaseException) -> Any:  # noqa: ANN401 (URLError's reason is an error or a text)
    return error.reason if isinstance(error, URLError) else error


def _cause(error: BaseException) -> str:
    inner = _inner(error)
    name = type(inner).__name__ if isinstance(inner, BaseException) else "URLError"
    return f"{name}: {inner}"
