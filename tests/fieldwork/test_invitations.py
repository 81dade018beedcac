from datetime import UTC, datetime

from validation.fieldwork import InvitationFacts, MessageFacts

NOW = datetime(2027, 3, 1, 7, tzinfo=UTC)


def test_an_address_that_took_one_message_can_be_reached() -> None:
    bounced = MessageFacts("sent", NOW, "bounced")
    taken = MessageFacts("sent", NOW, "delivered")

    assert InvitationFacts("a", messages={"invite": bounced}).undeliverable
    assert not InvitationFacts("a", messages={"invite": bounced, "remind-1": taken}).undeliverable
