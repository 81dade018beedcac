"""A list of contacts is kept whole or not at all, and says what became of every row."""

from pathlib import Path

import pytest

from tests.steps.conftest import MORNING, NOON
from validation.errors import SamplingError
from validation.files import Sheet, write_workbook
from validation.settings import Settings
from validation.steps import ContactSource, import_contacts
from validation.steps.keeping import opened
from validation.store import load_frame, load_frames

LIST = """id,email,language,region,basis
a,Anna@Example.com,fi,north,consent
b,bo@example.com,sv,south,consent
c,,en,south,consent
"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """Write a list of three contacts."""
    path = tmp_path / "contacts.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_contacts_are_kept_with_what_is_known_of_them(listed: Path, settings: Settings) -> None:
    kept = import_contacts(ContactSource(listed), settings, now=NOON)
    assert (kept.rows, kept.kept.new, kept.without_address, kept.refused) == (3, 3, 1, 0)
    with opened(settings) as store, store.reading() as connection:
        anna, bo, nobody = load_frame(connection, "contacts")
    assert (anna.key, anna.address, anna.language, anna.basis) == (
        "a",
        "Anna@example.com",
        "fi",
        "consent",
    )
    assert bo.attributes == {"region": "south"}
    assert nobody.address is None


def test_the_same_list_adds_nothing(listed: Path, settings: Settings) -> None:
    import_contacts(ContactSource(listed), settings, now=MORNING)
    kept = import_contacts(ContactSource(listed), settings, now=NOON).kept
    assert (kept.contacts, kept.new, kept.changed, kept.left) == (3, 0, 0, 0)


def test_who_left_the_file_leaves_the_list(listed: Path, settings: Settings) -> None:
    import_contacts(ContactSource(listed), settings, now=MORNING)
    listed.write_text("\n".join(LIST.splitlines()[:2]))
    kept = import_contacts(ContactSource(listed), settings, now=NOON).kept
    assert (kept.contacts, kept.left) == (1, 2)


def test_rows_that_cannot_be_contacts_are_all_told_and_nothing_is_kept(
    listed: Path, nowhere: Settings
) -> None:
    listed.write_text(f"{LIST}d,nobody,en,north,consent\ne,e@example.com,en,north,because\nf,g\n")
    with pytest.raises(SamplingError) as caught:
        import_contacts(ContactSource(listed), nowhere, now=NOON)
    told = str(caught.value)
    assert "contacts.csv: found 3 of 6 rows that cannot be contacts" in told
    assert "row 7: found 2 cells" in told
    assert "row 5, address: found 'nobody', must be an e-mail address" in told
    assert "row 6, basis: found 'because', must be one of consent" in told
    assert not nowhere.home.exists()


def test_good_rows_alone_are_kept_if_asked_for(listed: Path, settings: Settings) -> None:
    listed.write_text(f"{LIST}d,nobody,en,north,consent\nf,g\n")
    source = ContactSource(listed, good_rows_only=True)
    kept = import_contacts(source, settings, now=NOON)
    assert (kept.rows, kept.kept.new, kept.refused) == (5, 3, 2)


def test_of_many_problems_the_first_are_told_and_the_others_counted(
    listed: Path, settings: Settings
) -> None:
    bad = "".join(f"x{number},nobody,en,north,consent\n" for number in range(30))
    listed.write_text(LIST + bad)
    with pytest.raises(SamplingError) as caught:
        import_contacts(ContactSource(listed), settings, now=NOON)
    assert "Of 30 problems the first 20 follow." in str(caught.value)
    assert len(caught.value.problems) == 20


def test_a_second_row_of_an_address_is_told(listed: Path, settings: Settings) -> None:
    listed.write_text(f"{LIST}d,ANNA@example.com,sv,north,consent\n")
    kept = import_contacts(ContactSource(listed), settings, now=NOON)
    assert (kept.kept.new, kept.duplicates) == (3, 1)
    [note] = [one for one in kept.notes if "earlier" in one]
    assert "row 5: the address of row 2 again; other language, id" in note


def test_columns_basis_and_language_may_be_said_where_the_list_does_not(
    tmp_path: Path, settings: Settings
) -> None:
    path = tmp_path / "asiakkaat.xlsx"
    rows = [["Sähköposti", "Alue"], ["anna@example.com", "pohjoinen"]]
    write_workbook(path, [Sheet("Asiakkaat", rows)])
    source = ContactSource(
        path,
        frame="customers",
        columns={"Sähköposti": "address", "Alue": "region"},
        basis="legitimate_interest",
        language="fi",
    )
    import_contacts(source, settings, now=NOON)
    with opened(settings) as store, store.reading() as connection:
        assert load_frames(connection) == ("customers",)
        [anna] = load_frame(connection, "customers")
    assert (anna.language, anna.basis) == ("fi", "legitimate_interest")
    assert anna.attributes == {"region": "pohjoinen"}


def test_attributes_that_nobody_needs_are_not_kept(listed: Path, settings: Settings) -> None:
    whole = import_contacts(ContactSource(listed), settings, now=MORNING)
    assert any("Kept of each contact besides its address: region." in one for one in whole.notes)
    listed.write_text(LIST.replace(",basis", ",phone,basis").replace(",consent", ",123,consent"))
    import_contacts(ContactSource(listed, attributes=("region",)), settings, now=NOON)
    with opened(settings) as store, store.reading() as connection:
        assert {*load_frame(connection, "contacts")[0].attributes} == {"region"}
