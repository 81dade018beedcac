from sqlalchemy import Table

from validation.store.tables import TABLES, people


def test_who_is_reached_and_asked_has_its_tables() -> None:
    found = {one.name for one in vars(people).values() if isinstance(one, Table)}
    assert found == {"contact", "frame", "frame_member", "suppression", "invitation", "link"}


def test_an_address_stands_in_one_column_of_all_tables() -> None:
    found = {
        f"{table.name}.{column.name}"
        for table in TABLES.values()
        for column in table.columns
        if "address" in column.name
    }
    hashed = {"contact.address_sha256", "suppression.address_sha256", "link.address_sha256"}
    assert found == {"contact.address", *hashed}


def test_a_link_has_no_column_for_its_token() -> None:
    assert {one.name for one in people.links.columns} == {
        "id",
        "sha256",
        "wave_id",
        "invitation_id",
        "address_sha256",  # of a reader of digests, who ends them by the link
        "purpose",
        "made_at",
        "expires_at",
    }
