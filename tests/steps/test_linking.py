import hashlib

from tests.steps.conftest import MONDAY
from validation.settings import Settings
from validation.steps.keeping import opened
from validation.steps.linking import mint_open_link, mint_token
from validation.store import WaveKey, find_visits


def test_a_token_has_256_bits_and_is_known_by_its_hash() -> None:
    minted = [mint_token() for _ in range(100)]
    assert {len(token) for token, _ in minted} == {43}
    assert len({token for token, _ in minted}) == 100
    token, sha256 = minted[0]
    assert sha256 == hashlib.sha256(token.encode()).hexdigest()


def test_an_open_link_leads_to_its_wave_and_to_nobody(asked: Settings) -> None:
    with opened(asked) as store, store.transaction() as connection:
        link = mint_open_link(connection, WaveKey("shop", "1"), asked, now=MONDAY)
        sha256 = hashlib.sha256(link.rpartition("/")[2].encode()).hexdigest()
        [visit] = find_visits(connection, [sha256])
    assert link.startswith("http://127.0.0.1:8700/o/")
    assert visit is not None
    assert (visit.purpose, visit.invitation, visit.wave) == ("open", None, "1")
