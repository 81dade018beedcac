"""The panel of a study is the sample of its first wave in earnest, as far as it can be asked."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.steps.conftest import MONDAY, Asking
from validation.errors import SamplingError
from validation.sampling import Sample, hash_address, reach
from validation.settings import Settings
from validation.steps import Launch, launch_wave
from validation.steps.keeping import opened
from validation.steps.panels import draw_panel, panel_base
from validation.store import WaveKey, load_frame, load_invitations

People = Callable[..., None]
FIRST = WaveKey("shop", "1")


@pytest.fixture
def first(asking: Asking, people: People, fielding: Settings) -> Settings:
    """Field a pilot and a first wave of forty, half of them of each region."""
    people(60)
    launch_wave(asking(), Launch(pilot=True, invitations=4), fielding, now=MONDAY)
    launch_wave(asking(), Launch(), fielding, now=MONDAY + timedelta(hours=1))
    return fielding


def drawn(settings: Settings, suppressed: set[str]) -> Sample:
    with opened(settings) as store, store.reading() as connection:
        assert panel_base(connection, WaveKey("shop", "2")) == FIRST
        found = reach(load_frame(connection, "contacts"), suppressed)
        return draw_panel(connection, FIRST, found, seed=7)


def members(settings: Settings) -> list[str]:
    with opened(settings) as store, store.reading() as connection:
        return [str(one.contact) for one in load_invitations(connection, FIRST)]


def test_everybody_who_can_be_asked_is_asked_again_and_counts_for_the_lost(
    first: Settings,
) -> None:
    lost = members(first)[:10]
    sample = drawn(first, {hash_address(f"{key}@example.com") for key in lost})

    assert [pick.contact.key for pick in sample.picks] == members(first)[10:]
    assert sum(pick.weight for pick in sample.picks) == pytest.approx(60)
    assert (sample.drawn.wanted, sample.drawn.drawn, sample.drawn.seed) == (40, 30, 7)
    assert sum(one.drawn for one in sample.drawn.strata) == 30
    assert sample.drawn.notes[0].startswith(
        "panel: 30 of the 40 who were drawn for wave 1 are asked again; 0 left the list, 10 cannot"
    )


def test_whole_panel_has_the_weights_of_its_first_wave(first: Settings) -> None:
    sample = drawn(first, set())
    with opened(first) as store, store.reading() as connection:
        weights = [one.weight for one in load_invitations(connection, FIRST)]
    assert [pick.weight for pick in sample.picks] == weights


def test_panel_of_which_nobody_is_left_is_told(first: Settings) -> None:
    everybody = {hash_address(f"{key}@example.com") for key in members(first)}
    with pytest.raises(SamplingError, match="panel of wave 1 of study shop: found nobody"):
        drawn(first, everybody)


def test_study_that_has_asked_nobody_has_no_panel(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    launch_wave(asking(), Launch(pilot=True, invitations=4), fielding, now=MONDAY)
    with opened(fielding) as store, store.reading() as connection:
        assert panel_base(connection, WaveKey("shop", "2")) is None


def test_first_wave_is_not_its_own_panel(first: Settings) -> None:
    with opened(first) as store, store.reading() as connection:
        assert panel_base(connection, FIRST) is None
