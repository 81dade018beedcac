import pytest

from tests.fieldwork.making import day, invited, message
from validation.fieldwork import InvitationFacts, MessageFacts


def test_an_address_that_took_one_message_can_be_reached() -> None:
    bounced, taken = message(0, "bounced"), message(4)

    assert invited(messages={"invite": bounced}).undeliverable
    assert not invited(messages={"invite": bounced, "remind-1": taken}).undeliverable


def test_who_was_sent_nothing_is_not_undeliverable() -> None:
    assert not InvitationFacts("a").undeliverable
    assert not invited(messages={"invite": MessageFacts("queued", day())}).undeliverable


@pytest.mark.parametrize(
    ("state", "left"),
    [("queued", False), ("claimed", True), ("sent", True), ("unknown", True), ("failed", False)],
)
def test_a_message_that_may_have_left_counts_as_left(state: str, left: bool) -> None:  # noqa: FBT001
    assert MessageFacts(state, day()).left is left  # type: ignore[arg-type]  # stands above
