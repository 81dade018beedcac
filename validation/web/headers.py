"""What every answer tells the browser: load nothing from elsewhere, keep nothing, frame nothing."""

from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
FEATURES = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), interest-cohort=(), microphone=(), payment=(), usb=()"
)
ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": FEATURES,
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-robots-tag": "noindex, nofollow",
}
NO_STORE = (b"cache-control", b"no-store")
TWO_YEARS = (b"strict-transport-security", b"max-age=63072000")


class Headers:
    """Puts the headers on every answer of an application, whoever made it.

    Args:
        app: the application.
        encrypted: whether people reach it by https alone.
    """

    def __init__(self, app: ASGIApp, *, encrypted: bool) -> None:
        self._app = app
        self._added = build_headers(encrypted=encrypted)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self._added_to(message)]
            await send(message)

        await self._app(scope, receive, told)

    def _added_to(self, message: Message) -> Sequence[tuple[bytes, bytes]]:
        kept = any(name.lower() == NO_STORE[0] for name, _ in message["headers"])
        return self._added if kept else (*self._added, NO_STORE)


def build_headers(*, encrypted: bool) -> tuple[tuple[bytes, bytes], ...]:
    """Return the headers of every answer, as they are sent."""
    always = [(name.encode(), value.encode()) for name, value in ALWAYS.items()]
    return (*always, TWO_YEARS) if encrypted else tuple(always)
