"""Mail that may have left: settled by events, sent again, held, and decided by a person."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.steps.conftest import MONDAY
from validation.errors import StoreError
from validation.mail import run_standin
from validation.settings import Settings
from validation.steps import (
    Launch,
    SettledMail,
    abandon_messages,
    deliver_mail,
    hold_messages,
    launch_wave,
    list_unsettled,
    release_messages,
    settle_mail,
)
from validation.steps.keeping import opened
from validation.store import Evidence, claim_mailings, load_messages, save_evidence

Asking = Callable[..., Path]
People = Callable[..., None]
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fielded:
    """A wave of forty invitations, and the stand-in through which they leave."""

    settings: Settings
    client: httpx.Client

    def copies(self) -> dict[str, int]:
        """Return how many copies of each message the service took."""
        found: dict[str, int] = self.client.get("/_local/copies/outbox_id").json()
        return found

    def states(self) -> Counter[str]:
        with opened(self.settings) as store, store.reading() as connection:
            return Counter(one.state for one in load_messages(connection))

    def tell(self, references: list[str], now: datetime) -> None:
        """Let the service say that it delivered messages."""
        events = [Evidence(f"e-{one}", one, "delivered", now, "delivered") for one in references]
        with opened(self.settings) as store, store.transaction() as connection:
            save_evidence(connection, events, now=now)

    def break_off(self, now: datetime, n: int = 10) -> list[str]:
        """Claim messages as a run that dies before it tells of them, and return which."""
        with opened(self.settings) as store, store.transaction() as connection:
            return [one.reference for one in claim_mailings(connection, n, now=now)]


@pytest.fixture
def fielded(fielding: Settings, asking: Asking, people: People) -> Iterator[Fielded]:
    people(60)
    launch_wave(asking(), Launch(opens_at=MONDAY), fielding, now=MONDAY)
    with standin() as client:
        key = {"sendgrid_key": "stand-in-key", "sender": "a@example.com"}
        changed = fielding.model_dump() | key | {"sendgrid_host": str(client.base_url).rstrip("/")}
        yield Fielded(Settings.model_validate(changed), client)


@contextmanager
def standin() -> Iterator[httpx.Client]:
    with run_standin() as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def test_an_event_settles_what_a_run_left_behind(fielded: Fielded) -> None:
    left = fielded.break_off(MONDAY)
    fielded.tell(left[:4], MONDAY)

    found = settle_mail(fielded.settings, now=MONDAY + 20 * MINUTE)

    assert found == SettledMail(events=4, messages=4, expired=6)
    assert fielded.states() == {"queued": 30, "sent": 4, "unknown": 6}


def test_without_events_mail_that_may_have_left_is_held_for_a_person(fielded: Fielded) -> None:
    left = fielded.break_off(MONDAY)
    settle_mail(fielded.settings, now=MONDAY + 20 * MINUTE)

    waiting = settle_mail(fielded.settings, now=MONDAY + DAY - MINUTE)
    held = settle_mail(fielded.settings, now=MONDAY + DAY)

    assert (waiting.held, held.held, held.queued) == (0, 10, 0)
    found = list_unsettled(fielded.settings)
    assert sorted(one.message.reference for one in found) == sorted(left)
    assert {one.state for one in found} == {"held"}
    assert "no event came of it" in found[0].last_error


def test_what_surely_never_left_is_sent_again_once_the_service_told_of_later_mail(
    fielded: Fielded,
) -> None:
    lost = fielded.break_off(MONDAY)
    sent = deliver_mail(fielded.settings, now=MONDAY + 20 * MINUTE)
    others = [one for one in fielded.copies() if one not in lost]
    fielded.tell(others, MONDAY + 21 * MINUTE)

    settled = settle_mail(fielded.settings, now=MONDAY + DAY)
    again = deliver_mail(fielded.settings, now=MONDAY + DAY)

    assert (sent.accepted, settled.queued, settled.held, again.accepted) == (30, 10, 0, 10)
    assert set(fielded.copies().values()) == {1}
    assert fielded.states() == {"sent": 40}


def test_a_late_event_keeps_mail_from_being_sent_again(fielded: Fielded) -> None:
    lost = fielded.break_off(MONDAY)
    deliver_mail(fielded.settings, now=MONDAY + 20 * MINUTE)
    fielded.tell([*fielded.copies()], MONDAY + 21 * MINUTE)
    settle_mail(fielded.settings, now=MONDAY + DAY)
    assert fielded.states()["queued"] == 10

    fielded.tell(lost, MONDAY)

    assert deliver_mail(fielded.settings, now=MONDAY + DAY + MINUTE).accepted == 0
    assert fielded.states() == {"sent": 40}


def test_a_folder_holds_each_message_once_so_it_is_written_again(
    fielding: Settings, asking: Asking, people: People
) -> None:
    people(60)
    launch_wave(asking(), Launch(opens_at=MONDAY), fielding, now=MONDAY)
    Fielded(fielding, httpx.Client()).break_off(MONDAY)

    found = settle_mail(fielding, now=MONDAY + 20 * MINUTE)
    sent = deliver_mail(fielding, now=MONDAY + 20 * MINUTE)

    assert (found.expired, found.queued, found.held, sent.accepted) == (10, 10, 0, 40)


def test_a_person_lets_some_leave_and_gives_up_others(fielded: Fielded) -> None:
    left = fielded.break_off(MONDAY)
    settle_mail(fielded.settings, now=MONDAY + DAY)

    released = release_messages(left[:3], fielded.settings, now=MONDAY + DAY)
    given_up = abandon_messages([], fielded.settings, now=MONDAY + DAY)

    assert (len(released), len(given_up)) == (3, 7)
    assert list_unsettled(fielded.settings) == ()
    assert deliver_mail(fielded.settings, now=MONDAY + DAY).accepted == 33
    assert fielded.states() == {"sent": 33, "failed": 7}


def test_all_that_waits_is_held_by_a_person(fielded: Fielded) -> None:
    assert hold_messages(fielded.settings, now=MONDAY) == 40
    assert deliver_mail(fielded.settings, now=MONDAY).accepted == 0
    assert fielded.states() == {"held": 40}
    assert {one.last_error for one in list_unsettled(fielded.settings)} == {"held by a person"}


def test_what_is_not_held_is_neither_released_nor_given_up(fielded: Fielded) -> None:
    left = fielded.break_off(MONDAY)
    settle_mail(fielded.settings, now=MONDAY + DAY)

    with pytest.raises(StoreError, match="todenna mail list") as caught:
        release_messages([*left, "nothing"], fielded.settings, now=MONDAY + DAY)

    assert [problem.found for problem in caught.value.problems] == ["'nothing'"]
    assert fielded.states()["held"] == 10
