from typing import TYPE_CHECKING

import httpx
import pytest

from validation.mail.standin import STANDIN_KEY

if TYPE_CHECKING:
    from tests.mail.conftest import Standin


def test_it_hangs_up_on_one_and_not_on_others(standin: "Standin") -> None:
    standin.inbox()
    standin.fault("cut")
    with (
        httpx.Client(base_url=standin.url, trust_env=False) as other,
        pytest.raises(httpx.TransportError),
    ):
        other.post("/v3/mail/send", headers={"Authorization": f"Bearer {STANDIN_KEY}"}, json={})

    assert standin.inbox() == []
