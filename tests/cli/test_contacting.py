"""The commands about people: each with its help, and what it says of wrong use."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize("command", [["contacts", "import"], ["who"], ["erase"], ["purge"]])
def test_every_command_about_people_has_help(run: Run, command: list[str]) -> None:
    assert "Usage:" in run(*command, "--help").out


@pytest.mark.usefixtures("home")
def test_columns_are_named_by_what_they_are(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "asiakkaat.csv"
    path.write_text("Sähköposti,Alue\nanna@example.com,pohjoinen\n", encoding="utf-8")
    arguments = ["contacts", "import", path, "--basis", "consent", "--frame", "customers"]
    assert "must be a column for address" in run(*arguments).err
    done = run(*arguments, "--column", "address=Sähköposti", "--column", "region=Alue")
    assert "List customers: 1 contacts, 1 of them new." in done.out
    wrong = run(*arguments, "--column", "Sähköposti")
    assert "--column: found 'Sähköposti', must be what it is and its column" in wrong.err


@pytest.mark.usefixtures("home")
def test_a_list_without_a_lawful_basis_is_refused(run: Run, people: Path) -> None:
    done = run("contacts", "import", people)
    assert done.code == 1
    assert "people.csv: found 30 of 30 rows that cannot be contacts" in done.err
    assert "row 2, basis: found none, must be one of consent" in done.err
    assert "List contacts: 0 contacts" in run("contacts", "import", people, "--good-rows").out
