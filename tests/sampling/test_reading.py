from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.sampling import ContactList, read_address, read_contacts
from validation.sampling.reading import read_language

Rows = Sequence[dict[str, str]]


def read(rows: Rows, **options: object) -> ContactList:
    usual: dict[str, object] = {"basis": "consent", "languages": ("fi", "sv")}
    return read_contacts(enumerate(rows, start=2), **(usual | options))  # type: ignore[arg-type]  # options by name


def test_a_row_becomes_a_contact() -> None:
    row = {
        "id": "17",
        "email": " Anna@EXAMPLE.com ",
        "language": "sv",
        "basis": "contract",
        "region": "north",
    }

    [anna] = read([row]).contacts

    assert (anna.key, anna.address, anna.language) == ("17", "Anna@example.com", "sv")
    assert (anna.basis, anna.attributes) == ("contract", {"region": "north"})


def test_of_an_address_that_stands_twice_the_first_row_is_kept_and_differences_are_told() -> None:
    found = read(
        [
            {"id": "1", "email": "anna@example.com", "region": "north", "language": "fi"},
            {"id": "1", "email": "ANNA@example.com", "region": "north", "language": "fi"},
            {"id": "2", "email": "anna@Example.com", "region": "south", "language": "sv"},
        ]
    )

    assert [contact.attributes["region"] for contact in found.contacts] == ["north"]
    assert [str(one) for one in found.duplicates] == [
        "row 3: the address of row 2 again",
        "row 4: the address of row 2 again; other language, region, id",
    ]


def test_rows_that_cannot_be_used_are_refused_with_place_and_reason_and_counted() -> None:
    found = read(
        [
            {"id": "", "email": "anna@", "basis": ""},
            {"id": "", "email": "", "basis": ""},
            {"id": "7", "email": "bo@example.com", "basis": "because"},
            {"id": "8", "email": "bo@example.com", "basis": ""},
            {"id": "8", "email": "eva@example.com", "basis": ""},
        ]
    )

    assert (found.rows, len(found.contacts), found.refused_rows) == (5, 1, 4)
    places = [(problem.where, problem.found) for problem in found.refused]
    assert places == [
        ("row 2, address", "'anna@'"),
        ("row 3, address", "nothing"),
        ("row 4, basis", "'because'"),
        ("row 6, id", "'8' as in row 5"),
    ]
    assert str(found.refused[2]) == (
        "row 4, basis: found 'because', must be one of consent, contract, legal_obligation, "
        "vital_interests, public_task, legitimate_interest. Write it in the row, or give one for "
        "all rows."
    )


def test_each_problem_of_a_row_is_told_and_the_row_is_counted_once() -> None:
    found = read([{"email": "anna@", "basis": "whim"}])

    assert (found.refused_rows, len(found.refused)) == (1, 2)


def test_nobody_is_asked_without_a_lawful_basis() -> None:
    found = read([{"email": "anna@example.com"}], basis=None)

    assert [problem.found for problem in found.refused] == ["none"]


def test_a_basis_may_be_written_with_a_space() -> None:
    assert read([{"email": "a@example.com", "basis": "Legitimate interest"}]).contacts[0].basis == (
        "legitimate_interest"
    )


def test_who_has_an_id_and_no_address_is_kept_and_counted_as_not_reached() -> None:
    found = read([{"id": "1", "email": ""}, {"id": "2", "email": "anna@example.com"}])

    assert [contact.address for contact in found.contacts] == [None, "anna@example.com"]
    assert found.without_address == 1


def test_languages_are_completed_and_remarked() -> None:
    found = read(
        [
            {"email": "a@example.com", "language": ""},
            {"email": "b@example.com", "language": "SV_fi"},
            {"email": "c@example.com", "language": "de"},
            {"email": "d@example.com", "language": "de"},
            {"email": "e@example.com", "language": "suomi"},
            {"email": "f@example.com", "language": "fi-FI"},
        ]
    )

    assert [one.language for one in found.contacts] == ["fi", "sv-FI", "de", "de", "fi", "fi-FI"]
    assert found.notes == (
        "language: de of 2 rows is not offered; they read fi.",
        "language: 'suomi' in 1 rows is no language tag; fi is taken.",
    )


def test_only_the_attributes_that_are_asked_for_are_kept() -> None:
    row = {"email": "anna@example.com", "region": " north ", "phone": "040 123"}

    assert read([row], attributes=["region"]).contacts[0].attributes == {"region": "north"}


def test_an_empty_list_has_no_contacts() -> None:
    assert read([]) == ContactList((), 0)


@pytest.mark.parametrize(
    "address",
    ["anna", "anna@", "@example.com", "anna@example", "anna@@example.com", "a b@example.com",
     "anna@example.com, bo@example.com", "Anna <anna@example.com>", "anna@exa mple.com"],
)  # fmt: skip
def test_what_is_no_address_is_said_to_be_none(address: str) -> None:
    found, wrong = read_address(address)

    assert found is None
    assert wrong


def test_letters_of_any_alphabet_may_stand_in_an_address() -> None:
    assert read_address("änna@exämple.com") == ("änna@exämple.com", "")


@given(st.lists(st.sampled_from(["a@example.com", "A@example.com", "b@example.com", "", "no"])))
def test_every_row_is_kept_refused_or_a_duplicate(addresses: list[str]) -> None:
    found = read([{"email": address} for address in addresses])

    assert len(found.contacts) + len(found.duplicates) + found.refused_rows == len(addresses)
    assert len({contact.sha256 for contact in found.contacts}) == len(found.contacts)


@given(st.text(max_size=12))
def test_any_text_is_a_language_or_none(text: str) -> None:
    tag = read_language(text)

    assert tag is None or tag.split("-")[0].islower()
