from validation.sampling import Contact, hash_address


def test_an_address_is_known_by_its_hash_after_it_is_forgotten() -> None:
    anna = Contact("7", "Anna@example.com", "fi", "consent")

    assert anna.sha256 == hash_address("anna@example.com")
    assert "example.com" not in repr(anna)
