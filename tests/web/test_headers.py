from starlette.responses import Response
from starlette.types import ASGIApp

from tests.web.conftest import Ask, plain
from validation.web.headers import ALWAYS, Headers


def test_every_answer_forbids_what_a_page_of_ours_never_does(ask: Ask) -> None:
    said = ask(Headers(plain, encrypted=False), "GET", "/").headers

    assert {name: said[name] for name in ALWAYS} == ALWAYS
    assert said["cache-control"] == "no-store"


def test_nothing_inline_and_nothing_from_elsewhere_is_allowed() -> None:
    policy = ALWAYS["content-security-policy"]

    assert "unsafe" not in policy
    assert "http" not in policy
    assert {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(
        policy.split("; ")
    )


def test_only_an_encrypted_address_asks_to_be_encrypted_for_ever(ask: Ask) -> None:
    def strict(*, encrypted: bool) -> str | None:
        said = ask(Headers(plain, encrypted=encrypted), "GET", "/").headers
        strict: str | None = said.get("strict-transport-security")
        return strict

    assert (strict(encrypted=False), strict(encrypted=True)) == (None, "max-age=63072000")


def test_what_may_be_kept_says_so_itself(ask: Ask) -> None:
    kept: ASGIApp = Response("body {}", headers={"cache-control": "public, max-age=60"})

    said = ask(Headers(kept, encrypted=False), "GET", "/").headers

    assert said.get_list("cache-control") == ["public, max-age=60"]
