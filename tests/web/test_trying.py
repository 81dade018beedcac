import asyncio

import pytest

from tests.web.fielded import NOW, study
from validation.files import read_library
from validation.questionnaire import build_questionnaire
from validation.store import PageSave
from validation.web import trying
from validation.web.previewing import build_trying


@pytest.fixture
def keeper() -> trying.TryingKeeper:
    return build_trying(study(), build_questionnaire(study(), read_library()))


def test_what_is_tried_longest_ago_is_forgotten(
    keeper: trying.TryingKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "MOST", 2)
    for name in ("a", "b", "c"):
        keeper.begin(name, "en")

    found = [asyncio.run(keeper.find(name)) for name in ("a", "b", "c")]
    assert [one is None for one in found] == [True, False, False]


def test_nothing_is_kept_for_who_never_began(keeper: trying.TryingKeeper) -> None:
    assert asyncio.run(keeper.save(PageSave("nobody", {}, "en", NOW))) == "unknown"
    assert asyncio.run(keeper.submit("nobody", NOW)) == "unknown"
    assert asyncio.run(keeper.decline("nobody", NOW)) == "unknown"


def test_what_is_erased_is_gone(keeper: trying.TryingKeeper) -> None:
    keeper.begin("a", "en")
    asyncio.run(keeper.save(PageSave("a", {"channel": "web"}, "en", NOW)))

    assert asyncio.run(keeper.erase("a", NOW)) == "erased"
    visit = asyncio.run(keeper.find("a"))
    assert visit is not None
    assert (dict(visit.answers), visit.declined) == ({}, True)
