from validation.sampling import read_contacts


def test_of_an_address_that_stands_twice_the_first_row_is_kept() -> None:
    rows = [
        {"email": "anna@example.com", "region": "north"},
        {"email": "ANNA@example.com", "region": "south"},
    ]
    found = read_contacts(enumerate(rows, start=2), basis="consent")

    assert [contact.attributes["region"] for contact in found.contacts] == ["north"]
    assert [str(one) for one in found.duplicates] == [
        "row 3: the address of row 2 again; other region"
    ]
