"""Whatever is sent to whichever address: a page, never an error of ours, and no secret in a log."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random
from urllib.parse import quote, urlencode

import httpx
import pytest

from tests.web.conftest import serving
from tests.web.fielded import NOW, Fielded, fielding
from validation.settings import read_settings
from validation.web import Clocks, build_app
from validation.web.guests import CONSENT
from validation.web.leaving import STOP
from validation.web.limits import Limits, Rate
from validation.web.opening import START
from validation.web.tokens import form_key

PEOPLE, VISITS, MOST = 120, 160, 12
BOUNDLESS = Rate(1e9, 1e9)
LIMITS = Limits(token=BOUNDLESS, misses=BOUNDLESS, new=BOUNDLESS)
FORM = "application/x-www-form-urlencoded"
METHODS = ["GET", "GET", *["POST"] * 6, "HEAD", "PUT", "OPTIONS", "TRACE"]
DOORS = [*["r"] * 14, *["u", "o"] * 2, "hooks/mail", "hooks/events", "assets", "health",
         "robots.txt", "zz"]  # fmt: skip
KINDS = {"r": "answer", "u": "stop", "o": "open"}
PAGES = {"u": STOP, "o": START}
PLACES = ["1", "2", "3", "4"] * 3 + [
    "", "0", "99", "-1", "1" * 40, "review", "review", "review", "thanks", "language", "decline",
    "erase", "x", "..", "%2e%2e", "\u0661", "a\x00b", "'\"<>",
]  # fmt: skip
NAMES = ["a.channel", "a.why", "a.ease", "a.ease", "a.met", "a.met", "a.age", "o.ease", "a.nothing",
         "a.met.guard", "csrf", "page", "go", "go", "to", "language", "consent", "scope", "website",
         "List-Unsubscribe", "", "\x00", "a.", "a.ease.1.2"]  # fmt: skip
VALUES = ["web", "shop", "3", "6", "seller", "41", "15.5", "1e400", "nan", "-0", "\u0663", "next",
          "back", "later", "send", "erase", "decline", "stop", "start", "all", "study", "en", "fi",
          "sv", "One-Click", "(refused)", "", "\x00", "\ud800", "\U0010ffff", "[]", "%link%",
          "{{7*7}}", "9" * 400, "y" * 6_000, "4", "5"]  # fmt: skip
BODIES = [b"", b"a=%", b"\xff\xfe", b"&&&===", b'[{"event":1}]', b"[]", b"null", b"--x\r\n\r\n",
          b"a=1&" * 3_000]  # fmt: skip
HEADERS = [
    *(("content-type", one) for one in (f"{FORM}; charset=utf-7", "multipart/form-data", "", "é")),
    *(("origin", one) for one in ("null", "https://evil.example", "x", "http://127.0.0.1:8700")),
    *(("sec-fetch-site", one) for one in ("cross-site", "same-origin", "?")),
    *(("host", one) for one in ("evil.example", "127.0.0.1", "[::1", "")),
    *(("accept-language", one) for one in ("*", "fi;q=x", "é" * 99)),
    ("cookie", "a=b; c"), ("x-forwarded-for", "1.2.3.4, x"), ("range", "bytes=9-1"),
]  # fmt: skip


class Heard(logging.Handler):
    """Keeps every line that any part of the server writes into a log."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(("httpx", "httpcore")):
            self.lines.append(self.format(record))


@dataclass
class Server:
    """A wave in the field, whoever asks its server, and what that writes into its logs."""

    wave: Fielded
    client: httpx.Client
    heard: Heard
    tokens: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def secrets(self) -> list[str]:
        return [*(token for kind in self.tokens.values() for token in kind), "@example.com"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    address = f"sqlite:///{tmp_path_factory.mktemp('anything') / 'todenna.db'}"
    heard, loggers = Heard(), [logging.getLogger(name) for name in ("", "uvicorn")]
    with fielding(address, people=PEOPLE) as wave:
        settings = read_settings({"TODENNA_DATABASE": address})
        app = build_app(settings, limits=LIMITS, clocks=Clocks(now=lambda: NOW))
        with serving(app) as url, httpx.Client(base_url=url, trust_env=False) as client:
            for logger in loggers:
                logger.addHandler(heard)
            tokens = {"answer": wave.answer, "stop": wave.stop, "open": (wave.open,)}
            yield Server(wave, client, heard, tokens)
            for logger in loggers:
                logger.removeHandler(heard)


@dataclass(frozen=True)
class Sent:
    """One request: its address, and what it holds."""

    method: str
    path: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = (("content-type", FORM),)


def started(token: str) -> Sent:
    fields = {"go": "start", "language": "fi", "page": CONSENT, "csrf": form_key(token, CONSENT)}
    return Sent("POST", f"/r/{token}", urlencode(fields).encode())


def sendable(random: Random, server: Server, person: int) -> Sent:
    """Return a request that fits in most of its parts, and in some of them not at all."""
    door, place = random.choice(DOORS), random.choice(PLACES)
    kind = KINDS.get(door, "answer") if most(random) else random.choice([*KINDS.values()])
    token = server.tokens[kind][person % len(server.tokens[kind])]
    token = token if most(random) else random.choice([token[:-1] + "_", token + "x", "x", "%00"])
    page = PAGES.get(door, place or CONSENT)
    fields = [(random.choice(NAMES), random.choice(VALUES)) for _ in range(random.randrange(9))]
    if most(random):
        fields += [("page", page), ("csrf", form_key(token, page))]
    method = random.choice(METHODS)
    body = urlencode(fields, errors="surrogatepass").encode()
    sent = Sent(
        method, address(door, token, place), body if most(random) else random.choice(BODIES)
    )
    more = [] if most(random) else random.sample(HEADERS, 3)
    return replace(sent, headers=(*sent.headers, *more))


def most(random: Random) -> bool:
    return random.random() < 0.9


def address(door: str, token: str, place: str) -> str:
    if door == "r" and place:
        return f"/r/{token}/{quote(place, safe='')}"
    return f"/{door}/{token}" if door in {*KINDS, "assets", "zz"} else f"/{door}"


def send(server: Server, sent: Sent) -> httpx.Response:
    headers = {name.encode(): value.encode("latin-1") for name, value in sent.headers}
    return server.client.request(sent.method, sent.path, content=sent.body, headers=headers)


def test_whatever_is_sent_is_answered(server: Server) -> None:
    random, answered = Random(9), set()  # noqa: S311 (the same requests each time)
    for _ in range(VISITS):
        person = random.randrange(PEOPLE)
        visit = [sendable(random, server, person) for _ in range(random.randrange(1, MOST))]
        for sent in [started(server.wave.answer[person]), *visit]:
            answer = send(server, sent)
            answered.add((sent.method, sent.path[:3], answer.status_code))

            assert answer.status_code < 500, (sent, answer.text[:300])
            assert answer.headers["content-security-policy"], sent

    # the requests came far: sections were shown, saved and refused, forms forged, people left
    assert {("GET", "/r/", 200), ("POST", "/r/", 303), ("POST", "/r/", 422)} <= answered
    assert {("POST", "/r/", 403), ("POST", "/u/", 200), ("POST", "/o/", 303)} <= answered
    for table in ("draft", "response"):
        assert len(server.wave.rows(table)) > 5


def test_no_token_or_address_stands_in_a_log(server: Server) -> None:
    random = Random(8)  # noqa: S311 (the same requests each time)
    logging.getLogger("todenna.web").warning("heard")
    for person in range(PEOPLE):
        send(server, started(server.wave.answer[person]))
        send(server, sendable(random, server, person))
    told = "\n".join(server.heard.lines)

    assert "heard" in told
    assert [secret for secret in server.secrets() if secret in told] == []
