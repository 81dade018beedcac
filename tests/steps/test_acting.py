"""An action is done when it is due, once, and whole."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest

from tests.steps.conftest import MONDAY, meeting
from validation.settings import Settings
from validation.steps import Launch, act, deliver_mail, launch_wave
from validation.steps.acting import due_now
from validation.steps.inviting import rest
from validation.steps.keeping import opened
from validation.store import (
    PageSave,
    WaveKey,
    load_invitations,
    load_messages,
    load_records,
    load_wave,
    save_pages,
    suppress_invited,
)

WAVE = WaveKey("shop", "1")
WEEK = timedelta(days=7)


def queued(settings: Settings) -> int:
    """Return how many messages were ever queued."""
    with opened(settings) as store, store.reading() as connection:
        return len(load_messages(connection))


def test_what_is_not_due_is_not_done(asked: Settings) -> None:
    for kind, step in (("open", "open"), ("remind", "remind-1"), ("close", "close")):
        acted = act(WAVE, kind, step, asked, now=MONDAY)
        assert (acted.done, acted.messages) == (False, 0)
    for kind in ("assess", "report"):
        assert not act(WAVE, kind, kind, asked, now=MONDAY).done
    assert queued(asked) == 40


def test_of_several_runs_at_once_one_does_it(asked: Settings) -> None:
    deliver_mail(asked, now=MONDAY)
    with ThreadPoolExecutor(4) as runs:
        done = [
            runs.submit(act, WAVE, "remind", "remind-1", asked, now=MONDAY + WEEK) for _ in range(4)
        ]
        acted = [one.result() for one in done]
    assert sorted(one.messages for one in acted) == [0, 0, 0, 40]
    assert queued(asked) == 80


def test_who_wants_no_more_mail_is_not_reminded(asked: Settings) -> None:
    deliver_mail(asked, now=MONDAY)
    with opened(asked) as store, store.transaction() as connection:
        stopped = load_invitations(connection, WAVE)[0].code
        suppress_invited(connection, stopped, "shop", "unsubscribed", now=MONDAY)
    assert act(WAVE, "remind", "remind-1", asked, now=MONDAY + WEEK).messages == 39


def test_closing_keeps_what_was_begun_as_partial(asked: Settings) -> None:
    with opened(asked) as store, store.transaction() as connection:
        code = load_invitations(connection, WAVE)[0].code
        save_pages(connection, [PageSave(code, {"q": "2"}, "en", MONDAY)])
    assert act(WAVE, "close", "close", asked, now=MONDAY + 2 * WEEK).done
    with opened(asked) as store, store.reading() as connection:
        [partial] = load_records(connection, WAVE, partial=True)
        assert list(load_records(connection, WAVE)) == []
        assert load_wave(connection, WAVE).state == "closed"
        facts = load_invitations(connection, WAVE)[0]
    assert partial.answers == {"q": "2"}
    assert facts.partial


def test_what_follows_from_an_action_is_due_only_after_it(asked: Settings) -> None:
    with opened(asked) as store, store.reading() as connection:
        due = due_now(connection, load_wave(connection, WAVE), MONDAY + 2 * WEEK)
    assert [one.kind for one in due] == ["close"]


def test_two_waves_that_invite_at_once_do_not_both_write_to_anybody(
    asking: Callable[..., Path],
    people: Callable[..., None],
    fielding: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people(40)
    for name in ("1", "2"):
        launch_wave(asking(), Launch(name, opens_at=MONDAY + WEEK), fielding, now=MONDAY)
        act(WaveKey("shop", name), "open", "open", fielding, now=MONDAY + WEEK)
    monkeypatch.setattr("validation.steps.acting.rest", meeting(Barrier(2), rest))

    def invite(name: str) -> int:
        now = MONDAY + WEEK
        return act(WaveKey("shop", name), "invite", "invite", fielding, now=now).messages

    with ThreadPoolExecutor() as runs:
        assert sorted(runs.map(invite, ("1", "2"))) == [0, 40]
