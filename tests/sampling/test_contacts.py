import hashlib

from validation.sampling import BASES, Contact, hash_address, offered_language


def test_an_address_is_known_by_its_hash_after_it_is_forgotten() -> None:
    anna = Contact("7", "Anna@Example.com", "fi", "consent")

    assert anna.sha256 == hashlib.sha256(b"anna@example.com").hexdigest()
    assert anna.sha256 == hash_address(" ANNA@example.COM ")
    assert Contact("7", None, "fi", "consent").sha256 is None


def test_an_address_is_not_in_what_is_printed() -> None:
    anna = Contact("7", "anna@example.com", "fi", "consent", {"name": "Anna"})

    assert "example.com" not in repr(anna)
    assert "Anna" not in repr(anna)


def test_people_are_written_to_in_their_language_if_it_is_offered() -> None:
    assert offered_language("sv", ["fi", "sv"]) == "sv"
    assert offered_language("sv-FI", ["fi", "sv"]) == "sv"
    assert offered_language("pt-BR", ["pt", "pt-BR"]) == "pt-BR"
    assert offered_language("de", ["fi", "sv"]) == "fi"


def test_the_lawful_bases_are_the_six_of_the_gdpr() -> None:
    assert len(BASES) == 6
