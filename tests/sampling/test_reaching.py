from validation.sampling import Contact, count_listed, hash_address, reach


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


def test_it_is_counted_who_can_be_written_to_and_who_not_in_their_own_language() -> None:
    people = [
        Contact("1", "anna@example.com", "de-AT", "consent"),
        Contact("2", "eva@example.com", "de", "consent"),
        Contact("3", "carl@example.com", "sv-SE", "consent"),
        Contact("4", None, "de", "consent"),
        Contact("5", "bo@example.com", "de", "consent"),
    ]
    found = count_listed(reach(people, {hash_address("bo@example.com")}), ["fi", "sv"])

    assert (found.contacts, found.reachable) == (5, 3)
    assert (found.without_address, found.suppressed) == (1, 1)
    assert found.languages_not_offered == {"de": 1, "de-AT": 1}
