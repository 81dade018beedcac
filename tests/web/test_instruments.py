import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from tests.web.fielded import NOW, STUDY, WHERE, Fielded, study
from validation.errors import StoreError
from validation.fieldwork import Terms
from validation.files import read_library
from validation.questionnaire import Form, build_questionnaire
from validation.rendering import RespondentPages, Visitor
from validation.store import KeptWave, save_study
from validation.study import Fieldwork, Privacy
from validation.web import instruments
from validation.web.guests import Instrument
from validation.web.instruments import FRESH, Instruments, Which, load_instrument


def named(study: str) -> Which:
    return Which(study, "f1", anonymous=False)


@dataclass
class Loading:
    """What loads instruments, and remembers for whom, in a time that the test tells."""

    asked: list[tuple[str, bool]] = field(default_factory=list)
    time: float = 0.0

    def load(self, which: Which, before: Instrument | None) -> Instrument:
        self.asked.append((which.study, before is not None))
        if which.study == "bad":
            raise StoreError("study bad: found no part privacy.")
        return before or made()

    def kept(self) -> Instruments:
        return Instruments(self.load, lambda: self.time)


def made() -> Instrument:
    asked = study()
    questionnaire = build_questionnaire(asked, read_library())
    assert isinstance(asked.privacy, Privacy)
    pages = RespondentPages(questionnaire, asked.privacy)
    return Instrument(questionnaire, Form(questionnaire), pages)


@pytest.fixture
def loading() -> Loading:
    return Loading()


def test_one_that_many_ask_for_at_once_is_loaded_once(loading: Loading) -> None:
    async def many() -> set[int]:
        kept = loading.kept()
        return {id(one) for one in await asyncio.gather(*(kept.get(named("a")) for _ in range(20)))}

    assert (len(asyncio.run(many())), loading.asked) == (1, [("a", False)])


def test_one_that_is_old_is_used_until_it_was_looked_at_anew(loading: Loading) -> None:
    async def later() -> bool:
        kept = loading.kept()
        first = await kept.get(named("a"))
        loading.time += FRESH + 1
        second = [await kept.get(named("a")) for _ in range(3)]
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})
        return {id(one) for one in second} == {id(first)}

    assert asyncio.run(later())
    assert loading.asked == [("a", False), ("a", True)]


def test_the_one_that_was_asked_for_longest_ago_is_forgotten(
    loading: Loading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instruments, "MOST", 2)

    async def three() -> list[bool]:
        kept = loading.kept()
        for name in ("a", "b", "a", "c"):
            await kept.get(named(name))
        return [kept.known(named(name)) is not None for name in ("a", "b", "c")]

    assert asyncio.run(three()) == [True, False, True]


def test_one_that_cannot_be_loaded_is_tried_again_by_who_comes_next(loading: Loading) -> None:
    async def twice() -> None:
        kept = loading.kept()
        for _ in range(2):
            with pytest.raises(StoreError):
                await kept.get(named("bad"))

    asyncio.run(twice())
    assert loading.asked == [("bad", False)] * 2


def test_open_waves_are_loaded_before_anybody_asks(loading: Loading) -> None:
    async def warmed() -> list[bool]:
        kept = loading.kept()
        terms = Terms(opens_at=NOW, closes_at=NOW + timedelta(days=8))
        times = (None, None, None, None)
        await kept.warm(
            [
                KeptWave(WHERE, "open", "f1", *times, terms),
                KeptWave(WHERE, "closed", "f2", *times, terms),
                KeptWave(WHERE, "open", "f3", *times, None),
            ]
        )
        asked = [Which("shop", name, anonymous=False) for name in ("f1", "f2", "f3")]
        return [kept.known(which) is not None for which in asked]

    assert asyncio.run(warmed()) == [True, False, False]


def test_what_a_study_tells_is_read_anew_and_its_pages_are_made_when_it_changed(
    alone: Fielded,
) -> None:
    which = Which("shop", alone.questionnaire.fingerprint, anonymous=False)
    first = load_instrument(alone.store, which)
    same = load_instrument(alone.store, which, first)
    said = {**STUDY["privacy"], "purpose": "To close the shop"}
    privacy = Privacy.model_validate(said)
    with alone.store.transaction() as connection:
        save_study(connection, alone.study.model_copy(update={"privacy": privacy}), now=NOW)
    mended = load_instrument(alone.store, which, first)

    assert same is first
    assert mended is not first


def test_a_study_that_asks_nobody_has_pages_for_its_readers(fielded: Fielded) -> None:
    imported = fielded.study.model_copy(
        update={"privacy": None, "fieldwork": Fieldwork(mode="import")}
    )
    with fielded.store.transaction() as connection:
        save_study(connection, imported, now=NOW)
    which = Which(imported.study, fielded.questionnaire.fingerprint, anonymous=False)

    made = load_instrument(fielded.store, which)
    assert "mailto" not in made.pages.notice(
        "stopped", Visitor("/u/1", "key", "en", "", preview=False)
    )
