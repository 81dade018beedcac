import asyncio

import pytest
from starlette.requests import Request
from starlette.types import Message

from tests.web.conftest import Sent
from validation.web.forms import one_of, parse_form, read_body, read_form
from validation.web.limits import Limits
from validation.web.turning import TurnedAway

SMALL = Limits(body=20, fields=3, patience=0.01)
FORM = {"content-type": "application/x-www-form-urlencoded; charset=UTF-8"}


def test_a_form_has_each_field_with_all_its_values() -> None:
    sent = Sent([b"a.met=shop&a.m", b"et=web&o.x="], FORM)

    fields = asyncio.run(read_form(sent.request(), Limits()))

    assert fields == {"a.met": ["shop", "web"], "o.x": [""]}


def test_letters_of_any_language_come_through() -> None:
    assert parse_form(b"a.x=%C3%A4iti+%E2%82%AC", Limits()) == {"a.x": ["äiti €"]}


@pytest.mark.parametrize(
    "body", [b"a=1&b=2&c=3&d=4", b"a=%ff", "a=ä".encode()], ids=["fields", "escape", "bytes"]
)
def test_what_is_no_form_of_ours_is_turned_away(body: bytes) -> None:
    with pytest.raises(TurnedAway) as turned:
        parse_form(body, SMALL)

    assert (turned.value.reason, turned.value.status) == ("forbidden", 400)


def test_another_kind_of_body_is_no_form() -> None:
    with pytest.raises(TurnedAway, match="forbidden"):
        asyncio.run(read_form(Sent([b"{}"], {"content-type": "application/json"}).request(), SMALL))


def test_a_body_that_says_it_is_too_long_is_not_read() -> None:
    sent = Sent([b"x"], {"content-length": "21"})

    with pytest.raises(TurnedAway) as turned:
        asyncio.run(read_body(sent.request(), SMALL))

    assert (turned.value.status, sent.read) == (413, 0)


def test_a_body_in_parts_is_read_up_to_the_limit() -> None:
    sent = Sent([b"x" * 10] * 50)

    with pytest.raises(TurnedAway, match="too_large"):
        asyncio.run(read_body(sent.request(), SMALL))

    assert sent.read == 3


def test_a_length_that_is_a_lie_does_not_help() -> None:
    with pytest.raises(TurnedAway, match="too_large"):
        asyncio.run(read_body(Sent([b"x" * 21], {"content-length": "1"}).request(), SMALL))


def test_a_body_that_never_comes_is_waited_for_only_so_long() -> None:
    async def never() -> Message:
        await asyncio.Event().wait()
        return {}

    request = Request({"type": "http", "method": "POST", "path": "/", "headers": []}, never)
    with pytest.raises(TurnedAway) as turned:
        asyncio.run(read_body(request, SMALL))

    assert turned.value.status == 408


def test_the_value_of_a_field_is_the_first() -> None:
    assert (one_of({"csrf": ["a", "b"]}, "csrf"), one_of({}, "csrf")) == ("a", "")
