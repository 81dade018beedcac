from validation.sampling import Contact, hash_address, reach


def test_who_has_no_address_or_does_not_want_mail_is_not_reached() -> None:
    people = [
        Contact("1", "anna@example.com", "en", "consent"),
        Contact("2", None, "en", "consent"),
        Contact("3", "bo@example.com", "en", "consent"),
    ]
    found = reach(people, {hash_address("bo@example.com")})

    assert [
        [one.key for one in part]
        for part in (found.reachable, found.without_address, found.suppressed)
    ] == [["1"], ["2"], ["3"]]
