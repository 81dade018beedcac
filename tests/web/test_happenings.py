"""What other software tells of contacts: believed with a key, all or nothing, each event once."""

import hashlib
import json
import logging
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.web.conftest import browsing
from tests.web.fielded import Fielded

KEY = "a-key-of-the-crm-that-nobody-else-has"
OTHER = "another-key"
SHA256 = ",".join(hashlib.sha256(one.encode()).hexdigest() for one in (OTHER, KEY))
EVENT = {"event": "lead.became_customer", "contact": "p0", "at": "2027-02-01T09:00:00Z"}
BEARER = {"authorization": f"Bearer {KEY}"}


@pytest.fixture
def client(alone: Fielded) -> Iterator[httpx.Client]:
    with browsing(alone, TODENNA_EVENT_KEYS=SHA256) as browser:
        yield browser.client


def post(client: httpx.Client, told: Any, **options: Any) -> httpx.Response:  # noqa: ANN401 (JSON)
    headers = {"content-type": "application/json"} | options.get("headers", BEARER)
    return client.post("/hooks/events", content=json.dumps(told), headers=headers)


def test_what_is_told_is_kept_once(client: httpx.Client, alone: Fielded) -> None:
    answers = [post(client, told) for told in (EVENT, [EVENT, EVENT | {"contact": "stranger"}])]
    assert [(one.status_code, one.json()) for one in answers] == [
        (202, {"told": 1, "new": 1, "in_no_list": 0}),
        (202, {"told": 2, "new": 1, "in_no_list": 1}),
    ]
    kept = alone.rows("domain_event")
    assert [(row["name"], row["contact_key"]) for row in kept] == [
        ("lead.became_customer", "p0"),
        ("lead.became_customer", "stranger"),
    ]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer"},
        {"authorization": "Bearer wrong"},
        {"authorization": f"Basic {KEY}"},
        {"authorization": f"Bearer {SHA256[:64]}"},
        {"authorization": KEY},
    ],
    ids=["none", "empty", "wrong", "another kind", "the SHA-256 itself", "no kind"],
)
def test_without_a_key_nothing_is_believed(
    client: httpx.Client, alone: Fielded, headers: dict[str, str]
) -> None:
    answer = post(client, EVENT, headers=headers)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert alone.rows("domain_event") == []


def test_where_no_key_is_set_nothing_is_believed(alone: Fielded) -> None:
    with browsing(alone) as browser:
        assert post(browser.client, EVENT).status_code == 401


@pytest.mark.parametrize(
    "told",
    [[], None, 1, "x", [EVENT] * 501, {"event": "x"}, [EVENT, EVENT | {"more": "anna"}]],
    ids=["none", "null", "number", "text", "too many", "no contact", "one bad"],
)
def test_what_is_no_event_is_refused_whole_and_not_repeated(
    client: httpx.Client,
    alone: Fielded,
    told: Any,  # noqa: ANN401 (JSON)
) -> None:
    answer = post(client, told)
    assert answer.status_code == 422
    assert "Nothing was kept" in answer.json()["error"]
    assert "anna" not in answer.text
    assert alone.rows("domain_event") == []


def test_what_is_no_json_is_refused(client: httpx.Client) -> None:
    typed = BEARER | {"content-type": "application/json"}
    bodies = [b"{", b"\xff", b"[" * 100_000]
    answers = [client.post("/hooks/events", content=one, headers=typed) for one in bodies]
    assert [one.status_code for one in answers] == [422, 422, 422]
    plain = client.post("/hooks/events", content=b"{}", headers=BEARER)
    assert plain.status_code == 415


def test_too_many_bytes_are_not_read(client: httpx.Client) -> None:
    assert post(client, [EVENT | {"key": "x" * 1_000_000}]).status_code == 413


def test_too_many_posts_are_put_off(client: httpx.Client) -> None:
    statuses = [post(client, []).status_code for _ in range(120)]
    late = post(client, EVENT)
    assert statuses[0] == 422
    assert (late.status_code, int(late.headers["retry-after"]) > 0) == (429, True)
    other = post(client, EVENT, headers={"authorization": f"Bearer {OTHER}"})
    assert other.status_code == 202


def test_keys_are_not_guessed_for_long(client: httpx.Client) -> None:
    wrong = {"headers": {"authorization": "Bearer wrong"}}
    statuses = {post(client, EVENT, **wrong).status_code for _ in range(150)}
    assert statuses == {401, 429}
    assert post(client, EVENT).status_code == 202


def test_no_log_has_a_key_or_a_contact(
    client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for told in (EVENT | {"contact": "anna@example.com"}, {"contact": "anna@example.com"}):
        post(client, told)
    ours = [one.getMessage() for one in caplog.records if not one.name.startswith("http")]
    assert not [line for line in ours if "anna" in line or KEY in line]


def test_nobody_reads_events_there(client: httpx.Client) -> None:
    assert client.get("/hooks/events", headers=BEARER).status_code == 405
