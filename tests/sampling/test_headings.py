import pytest

from validation.errors import SamplingError
from validation.sampling.headings import name_columns


def test_usual_headings_are_understood_and_others_are_attributes() -> None:
    assert name_columns(["ID", "E-mail", "Language", "Basis", "region"], {}) == {
        "ID": "id",
        "E-mail": "address",
        "Language": "language",
        "Basis": "basis",
        "region": "region",
    }


def test_a_column_is_what_it_is_said_to_be() -> None:
    columns = {"Sähköposti": "address", "Alue": "region"}

    assert name_columns(["Sähköposti", "Alue"], columns, ["region"]) == columns


def test_only_the_attributes_that_are_wanted_are_kept() -> None:
    assert name_columns(["email", "phone", "region"], {}, ["region"]) == {
        "email": "address",
        "region": "region",
    }
    assert name_columns(["email", "phone"], {}, []) == {"email": "address"}


def test_all_that_is_wrong_with_the_columns_is_said_at_once() -> None:
    with pytest.raises(SamplingError) as caught:
        name_columns(["name"], {"mail": "address"}, ["region"])

    first, address, region = map(str, caught.value.problems)
    assert first.startswith("columns: found 'mail', must be a column of the list (name).")
    assert address.startswith("list: found none, must be a column for address among name.")
    assert region.endswith(
        "column for region among name. Say which column it is: --column region=HEADING."
    )


def test_two_columns_cannot_be_the_address() -> None:
    with pytest.raises(SamplingError) as caught:
        name_columns(["email", "address"], {})

    assert caught.value.problems[0].found == "email, address for address"
