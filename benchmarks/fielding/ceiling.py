"""What the bare framework can: a page that never changes, and a form that is taken apart."""

import sys
from urllib.parse import parse_qsl

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from validation.web import run_server


def build_ceiling(page: str) -> FastAPI:
    """Return an application that keeps nothing: GET answers with the page, POST with 303."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/r/{token}/{number}")
    async def show(token: str, number: int) -> Response:
        del token, number
        return HTMLResponse(page)

    @app.post("/r/{token}/{number}")
    async def take(token: str, number: int, request: Request) -> Response:
        fields = parse_qsl((await request.body()).decode("ascii"), keep_blank_values=True)
        return RedirectResponse(f"/r/{token}/{number + len(fields)}", 303)

    return app


def main() -> None:
    """Serve a page that is read from standard input; the address is the first line printed."""
    run_server(build_ceiling(sys.stdin.read()), "127.0.0.1", 0, told=_tell)


def _tell(address: str) -> None:
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
