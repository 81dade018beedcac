from sqlalchemy import Table

from validation.store.tables import sent


def test_what_was_sent_has_its_tables() -> None:
    found = {one.name for one in vars(sent).values() if isinstance(one, Table)}
    assert found == {"outbox", "mail_event"}


def test_an_event_of_the_sending_service_has_no_room_for_more_than_it_should_say() -> None:
    assert {one.name for one in sent.mail_events.columns} == {
        "id",
        "key",
        "reference",
        "event",
        "fate",
        "suppression",
        "happened_at",
        "saved_at",
        "handled_at",
    }
