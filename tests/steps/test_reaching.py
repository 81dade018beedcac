"""Who got what, who did not, and why."""

from collections import Counter

import pytest

from tests.steps.conftest import MONDAY
from validation.errors import StoreError
from validation.settings import Settings
from validation.steps import Told, deliver_mail, tell_contacts
from validation.steps.keeping import opened
from validation.store import WaveKey, load_invitations, suppress_invited

WAVE = WaveKey("shop", "1")


def test_everybody_on_the_list_is_told_of_with_the_reason(asked: Settings) -> None:
    with opened(asked) as store, store.transaction() as connection:
        code = load_invitations(connection, WAVE)[0].code
        suppress_invited(connection, code, "shop", "unsubscribed", now=MONDAY)
    deliver_mail(asked, now=MONDAY)
    told = tell_contacts(asked, now=MONDAY)
    invited = Counter(
        (one.line.outcome, one.line.reason) for one in told if one.line.step == "invite"
    )
    assert invited == {
        ("sent", None): 39,
        ("not_sent", "suppressed"): 1,
        ("not_sent", "not_drawn"): 20,
    }


def test_one_is_found_by_key_or_address(asked: Settings) -> None:
    by_key = tell_contacts(asked, now=MONDAY, contact="c7")
    assert by_key == tell_contacts(asked, now=MONDAY, contact="C7@example.com")
    assert [one.line.step for one in by_key] == ["invite", "remind-1", "remind-2"]
    assert {one.line.contact for one in by_key} == {"c7"}


def test_studies_and_waves_may_be_named(asked: Settings) -> None:
    assert len(tell_contacts(asked, now=MONDAY, study="shop", wave="1")) == 180
    for found, unknown in (
        ("any of study other", {"study": "other"}),
        ("2 of study any", {"wave": "2"}),
    ):
        with pytest.raises(StoreError, match=f"wave {found}: found none that was fielded"):
            tell_contacts(asked, now=MONDAY, **unknown)


def test_somebody_unknown_is_an_error_without_the_address(asked: Settings) -> None:
    with pytest.raises(StoreError, match="contact: found none") as caught:
        tell_contacts(asked, now=MONDAY, contact="zoe@example.com")
    assert "zoe" not in str(caught.value)


def test_a_line_is_a_row_of_a_table(asked: Settings) -> None:
    row = tell_contacts(asked, now=MONDAY, contact="c7")[0].row()
    assert len(row) == len(Told.HEADER)
    assert row[:4] == ("shop", "1", "c7", "invite")
