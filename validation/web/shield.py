"""The outermost layer: who may come in at all, and a page for what nobody foresaw."""

import logging
from collections.abc import Callable, Sequence
from traceback import extract_tb

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("todenna.web")
LONGEST_PATH = 512
LONGEST_QUERY = 512
MOST_HEADERS = 100
LONGEST_HEADERS = 16_384
LOCAL = ("127.0.0.1", "localhost", "[::1]")


class Shield:
    """Lets in what is well-formed and asks for a host of ours.

    What goes wrong inside becomes one page, and one line in the log that says what and where, but
    neither the address of the page nor anything that was answered.

    Args:
        app: the application.
        hosts: the names under which people reach it.
        broken: makes the page that says that something of ours went wrong.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: Sequence[str], broken: Callable[[Scope], Response]
    ) -> None:
        self._app = app
        self._hosts = frozenset(name.encode() for name in hosts)
        self._broken = broken

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = refuse(scope, self._hosts)
        if refused is None:
            await self._guarded(scope, receive, send)
        else:
            await refused(scope, receive, send)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = False

        async def told(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self._app(scope, receive, told)
        except Exception as error:  # noqa: BLE001 (whatever it is, the respondent gets a page)
            log.error("%s", describe(error))  # noqa: TRY400 (a traceback shows what was answered)
            if not began:
                await self._broken(scope)(scope, receive, send)


def refuse(scope: Scope, hosts: frozenset[bytes]) -> Response | None:
    """Return the answer to a request that is not let in, None for one that is."""
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    if len(scope["path"]) > LONGEST_PATH or len(scope["query_string"]) > LONGEST_QUERY:
        return PlainTextResponse("The address is too long.", 414)
    if len(headers) > MOST_HEADERS or sum(len(n) + len(v) for n, v in headers) > LONGEST_HEADERS:
        return PlainTextResponse("The headers are too long.", 431)
    named = [value for name, value in headers if name == b"host"]
    if len(named) != 1 or _name(named[0]) not in hosts:
        return PlainTextResponse("No such host.", 400)
    return None


def describe(error: BaseException) -> str:
    """Return what went wrong and where, without the words of the error, which may hold answers.

    >>> try:
    ...     int("my answer")
    ... except ValueError as error:
    ...     "my answer" in describe(error)
    False
    """
    frames = extract_tb(error.__traceback__)
    places = " < ".join(f"{one.name} ({_short(one.filename)}:{one.lineno})" for one in frames[::-1])
    causes = [type(error).__name__]
    while (error := error.__cause__ or error.__context__) is not None:  # type: ignore[assignment]  # ends with None
        causes.append(type(error).__name__)
    return f"{' from '.join(causes)} in {places}"


def _short(path: str) -> str:
    return "/".join(path.replace("\\", "/").split("/")[-2:])


def _name(host: bytes) -> bytes:
    name = host.lower()
    if name.startswith(b"["):
        return name.partition(b"]")[0] + b"]"
    return name.partition(b":")[0]
