import asyncio
from dataclasses import replace

import pytest

from tests.web.fielded import NOW, study
from validation.files import read_library
from validation.questionnaire import build_questionnaire
from validation.store import PageSave, Saving, Visit
from validation.web.forms import Fields
from validation.web.guests import Guest, Instrument
from validation.web.previewing import build_trying
from validation.web.taking import Link, Posted
from validation.web.turning import Reason, TurnedAway
from validation.web.writing import Decided, Done

LINK = Link("/r/t", "t", "0" * 64, "192.0.2.7", None, preview=False)
SAVE = PageSave("a", {}, "en", NOW)


@pytest.fixture(scope="module")
def found() -> tuple[Visit, Instrument]:
    keeper = build_trying(study(), build_questionnaire(study(), read_library()))
    keeper.begin("a", "en")
    visit = asyncio.run(keeper.find("a"))
    assert visit is not None
    return visit, asyncio.run(keeper.instrument(visit))


def posted(*, ours: bool = True) -> Posted[str]:
    return Posted(LINK, {"go": ["next"]}, ours, NOW, make)


def make(guest: Guest, fields: Fields) -> tuple[str, PageSave]:
    return f"{guest.path} {fields['go'][0]}", SAVE


def test_a_form_of_ours_is_decided_on_and_kept(found: tuple[Visit, Instrument]) -> None:
    decided = posted().decide(*found)

    assert decided.save is SAVE
    assert posted().made(Done(decided.outcome, "saved")) == "/r/t next"


@pytest.mark.parametrize(
    ("saving", "reason"),
    [("already", "answered"), ("withdrawn", "declined"), ("unknown", "expired")],
)
def test_what_could_not_be_kept_is_told(
    found: tuple[Visit, Instrument], saving: Saving, reason: Reason
) -> None:
    decided = posted().decide(*found)

    with pytest.raises(TurnedAway) as turned:
        posted().made(Done(decided.outcome, saving))
    assert (turned.value.reason, turned.value.guest) == (reason, decided.outcome.guest)


def test_a_form_from_elsewhere_and_one_that_comes_late_keep_nothing(
    found: tuple[Visit, Instrument],
) -> None:
    visit, instrument = found
    cases = {
        "forbidden": posted(ours=False).decide(visit, instrument),
        "answered": posted(ours=False).decide(replace(visit, answered=True), instrument),
        "closed": posted().decide(replace(visit, wave_state="closed"), instrument),
    }

    assert [one.save for one in cases.values()] == [None] * 3
    for reason, decided in cases.items():
        with pytest.raises(TurnedAway, match=reason):
            posted().made(Done(decided.outcome, None))


def test_a_link_for_something_else_takes_no_form(found: tuple[Visit, Instrument]) -> None:
    visit, instrument = found

    assert posted().decide(replace(visit, purpose="stop"), instrument) == Decided(None)
