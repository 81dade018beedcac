import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from tests.web.conftest import Ask, plain
from validation.errors import StoreBusyError
from validation.web.shortcut import Shortcut
from validation.web.turning import TurnedAway

TOKEN = "A" * 43


async def shown(request: Request) -> Response:
    said = request.path_params
    return PlainTextResponse(f"page {said['number'] + 1} of {said['token']}")


async def busy(_: Request) -> Response:
    raise StoreBusyError("database: found 5000 waiting, must be fewer.")


async def unknown(_: Request) -> Response:
    raise TurnedAway("unknown", unread=True)


def asked(ask: Ask, method: str, path: str) -> httpx.Response:
    handlers = {"GET": shown, "POST": busy, "PUT": unknown}
    return ask(Shortcut(plain, beginning="/r", handlers=handlers), method, path)


def test_the_page_of_a_section_is_led_to_its_handler(ask: Ask) -> None:
    assert asked(ask, "GET", f"/r/{TOKEN}/41").text == f"page 42 of {TOKEN}"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", f"/r/{TOKEN}"),
        ("GET", f"/r/{TOKEN}/review"),
        ("GET", f"/r/{TOKEN}/1/"),
        ("GET", f"/r/{TOKEN}/1%0A"),
        ("GET", f"/r/{TOKEN}/-1"),
        ("GET", f"/r/{TOKEN}/\u0661"),
        ("GET", f"/r/{TOKEN[1:]}/1"),
        ("GET", f"/u/{TOKEN}/1"),
        ("HEAD", f"/r/{TOKEN}/1"),
    ],
)
def test_everything_else_is_left_to_the_application(ask: Ask, method: str, path: str) -> None:
    answer = asked(ask, method, path)

    assert (answer.status_code, answer.text) == (200, "" if method == "HEAD" else "word")


def test_who_is_turned_away_and_who_must_wait_get_their_pages(ask: Ask) -> None:
    waits, away = (asked(ask, method, f"/r/{TOKEN}/1") for method in ("POST", "PUT"))

    assert (waits.status_code, waits.headers["retry-after"]) == (503, "5")
    assert (away.status_code, away.headers["connection"]) == (404, "close")
