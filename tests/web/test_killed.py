"""The server killed under load: what a respondent saw as saved is kept, on either database."""

import asyncio
import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import httpx
import pytest

from tests.servers.postgres import new_database
from tests.web.fielded import Fielded, fielding
from tests.web.running import Running, running
from validation.web.tokens import form_key

PEOPLE = 20
ROUNDS = 2
SAVES = 200


@pytest.fixture(params=["sqlite", "postgresql"])
def wave(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Fielded]:
    """Yield an open wave without an end: the server that is killed has its own clock."""
    if request.param == "sqlite":
        with fielding(f"sqlite:///{tmp_path / 'todenna.db'}", people=PEOPLE, real=True) as made:
            yield made
        return
    with (
        new_database(request.getfixturevalue("postgres")) as address,
        fielding(address, people=PEOPLE, real=True) as made,
    ):
        yield made


@pytest.mark.slow
def test_nothing_that_was_said_to_be_saved_is_lost_when_the_server_is_killed(
    wave: Fielded, tmp_path: Path
) -> None:
    seen: dict[str, int] = {}
    numbers = count()
    settings = {"TODENNA_HOME": str(tmp_path), "TODENNA_DATABASE": wave.address}
    for _ in range(ROUNDS):
        with running("--port", "0", **settings) as server:
            asyncio.run(answer_until_killed(server, wave, seen, numbers))

    drafts = {wave.answer[row["invitation_id"] - 1]: row["answers"] for row in wave.rows("draft")}
    kept = {token: int(read(found)["open.find"]) for token, found in drafts.items()}
    lost = [token for token, said in seen.items() if kept[token] < said]
    assert len(seen) == PEOPLE
    assert lost == []


async def answer_until_killed(
    server: Running, wave: Fielded, seen: dict[str, int], numbers: Iterator[int]
) -> None:
    """Let all people save pages until the server is killed in the midst of it."""
    saved = count(1)

    async def save(client: httpx.AsyncClient, token: str) -> None:
        await send(client, token, "consent", go="start")
        await send(client, token, "1", go="next", **{"a.reached": "find"})
        while True:
            said = next(numbers)
            answer = await send(client, token, "2", go="later", **{"a.open.find": str(said)})
            assert answer.status_code == 200
            seen[token] = said
            if next(saved) == SAVES:
                server.process.kill()

    async with httpx.AsyncClient(base_url=server.url, trust_env=False, timeout=60) as client:
        done = await asyncio.gather(
            *(save(client, token) for token in wave.answer), return_exceptions=True
        )
    assert all(isinstance(error, httpx.TransportError) for error in done)


async def send(client: httpx.AsyncClient, token: str, page: str, **fields: str) -> httpx.Response:
    place = f"/r/{token}" if page == "consent" else f"/r/{token}/{page}"
    form = {"csrf": form_key(token, page), "page": page, **fields}
    return await client.post(place, data=form)


def read(found: object) -> dict[str, str]:
    answers: dict[str, str] = json.loads(found) if isinstance(found, str) else dict(found)  # type: ignore[call-overload]  # JSON of PostgreSQL
    return answers
