"""A mail's text is shared; its links are one person's own, and only their hashes are kept."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from tests.steps.conftest import MONDAY
from validation.mail import Message
from validation.settings import Settings
from validation.steps import Launch, launch_wave
from validation.steps.addressing import Addressing
from validation.steps.keeping import opened
from validation.store import WaveKey, claim_mailings, find_visits, load_wave

WAVE = WaveKey("shop", "1")


def addressed(settings: Settings) -> tuple[Addressing, list[Message]]:
    """Claim the invitations of a language and make their messages."""
    addressing = Addressing(settings)
    with opened(settings) as store, store.transaction() as connection:
        mailings = claim_mailings(connection, 500, now=MONDAY)
        wave = load_wave(connection, WAVE)
        return addressing, addressing.address(connection, wave, mailings, MONDAY)


def test_all_who_read_a_language_share_one_text(asked: Settings) -> None:
    addressing, messages = addressed(asked)
    assert len(addressing.shared) == 1
    assert len({id(one.html) for one in messages}) == 1
    assert len({one.to for one in messages}) == len(messages) > 10
    assert {one.reply_to for one in messages} == {"privacy@example.com"}
    assert {one.kind for one in messages} == {"invite"}


def test_the_sender_has_the_name_of_the_controller(
    people: Callable[..., None], asking: Callable[..., Path], fielding: Settings
) -> None:
    people(20)
    study = asking("invitations: 10")
    name = "{en: 'Shop, Sons; Ltd', fi: Kauppa}"
    study.write_text(study.read_text().replace("{name: Shop,", f"{{name: {name},"))
    launch_wave(study, Launch(), fielding, now=MONDAY)
    _, messages = addressed(fielding)
    names = {"en": "Shop Sons Ltd", "fi": "Kauppa"}
    assert [one.sender_name for one in messages] == [names[one.language] for one in messages]


def test_each_has_links_of_its_own_that_lead_to_its_invitation(asked: Settings) -> None:
    _, messages = addressed(asked)
    links = [one.substitutions["%link%"] for one in messages]
    stops = [one.list_unsubscribe for one in messages]
    assert len({*links, *stops}) == 2 * len(messages)
    tokens = [str(url).rpartition("/")[2] for url in (links[0], stops[0])]
    hashes = [hashlib.sha256(one.encode()).hexdigest() for one in tokens]
    with opened(asked) as store, store.reading() as connection:
        answer, stop = find_visits(connection, hashes)
    assert answer is not None
    assert stop is not None
    assert (answer.purpose, stop.purpose) == ("answer", "stop")
    assert answer.invitation == stop.invitation
    assert links[0].startswith("http://127.0.0.1:8700/r/")


def test_a_token_is_nowhere_in_the_database(asked: Settings) -> None:
    _, messages = addressed(asked)
    if not asked.database.startswith("sqlite"):
        return
    kept = Path(asked.database.removeprefix("sqlite:///"))
    content = b"".join(path.read_bytes() for path in kept.parent.glob(f"{kept.name}*"))
    for one in messages:
        token = one.substitutions["%link%"].rpartition("/")[2]
        assert re.fullmatch(r"[\w-]{43}", token)
        assert token.encode() not in content
        assert hashlib.sha256(token.encode()).hexdigest().encode() in content
