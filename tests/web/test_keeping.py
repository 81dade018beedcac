import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.web.fielded import NOW, Fielded
from validation.store import PageSave, Visit
from validation.web.guests import Instrument
from validation.web.keeping import Keeper
from validation.web.previewing import build_trying
from validation.web.storing import StoreKeeper
from validation.web.tokens import digest, new_token
from validation.web.writing import Decided, Done

ANSWERS = {"reached": ["find"], "channel": "web"}


@contextmanager
def keeping(kind: str, fielded: Fielded) -> Iterator[Keeper]:
    """Yield a keeper of either kind that knows the link of the test's person."""
    if kind == "trying":
        keeper = build_trying(fielded.study, fielded.questionnaire)
        keeper.begin(digest(fielded.token), "en")
        yield keeper
        return
    over = StoreKeeper(fielded.address)
    with over.open():
        yield over


async def life(keeper: Keeper, sha256: str) -> list[object]:
    """Do with a keeper what pages do, and return what became of it."""
    first = await keeper.find(sha256)
    assert first is not None
    code = first.invitation or ""
    done: list[object] = [await keeper.find(digest(new_token())), dict(first.answers)]
    pages = [PageSave(code, page, "fi", NOW, {}) for page in (ANSWERS, {"channel": "shop"})]
    done += [await keeper.save(page) for page in pages]
    done.append(kept(await keeper.find(sha256)))
    done.append(await keeper.submit(sha256, NOW))
    done.append(kept(await keeper.find(sha256)))
    done.append((await keeper.instrument(first)).questionnaire.study)
    return done


def kept(visit: Visit | None) -> object:
    assert visit is not None
    return visit.answered or (dict(visit.answers), visit.language, visit.started_at == NOW)


@pytest.mark.parametrize("kind", ["trying", "store"])
def test_what_is_kept_of_pages_comes_back(alone: Fielded, kind: str) -> None:
    with keeping(kind, alone) as keeper:
        done = asyncio.run(life(keeper, digest(alone.token)))

    both = ({"reached": ["find"], "channel": "shop"}, "fi", True)
    assert done == [None, {}, "saved", "saved", both, "new", True, "shop"]


@pytest.mark.parametrize("kind", ["trying", "store"])
def test_what_is_decided_of_a_page_is_kept(alone: Fielded, kind: str) -> None:
    def decide(visit: Visit, instrument: Instrument) -> Decided:
        save = PageSave(visit.invitation or "", {"channel": "web"}, "en", NOW)
        return Decided((instrument.questionnaire.study, dict(visit.answers)), save)

    async def twice(keeper: Keeper) -> list[Done | None]:
        tokens = (alone.token, alone.token, new_token())
        return [await keeper.decide(digest(token), decide) for token in tokens]

    with keeping(kind, alone) as keeper:
        done = asyncio.run(twice(keeper))

    before: list[dict[str, str]] = [{}, {"channel": "web"}]
    assert done == [*(Done(("shop", answers), "saved") for answers in before), None]


@pytest.mark.parametrize("kind", ["trying", "store"])
def test_who_declines_has_nothing_kept(alone: Fielded, kind: str) -> None:
    async def leave(keeper: Keeper) -> tuple[bool, bool]:
        visit = await keeper.find(digest(alone.token))
        assert visit is not None
        code = visit.invitation or ""
        await keeper.save(PageSave(code, ANSWERS, "en", NOW))
        assert await keeper.decline(code, NOW) == "declined"
        left = await keeper.find(digest(alone.token))
        assert left is not None
        return left.declined, bool(left.answers)

    with keeping(kind, alone) as keeper:
        assert asyncio.run(leave(keeper)) == (True, False)
