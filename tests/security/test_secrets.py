"""Secrets come from the environment through one door, and are nowhere to be read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_architecture import project_files, text_of
from validation.settings import read_settings

ROOT = Path(__file__).parents[2]
# Who may look at the environment: the settings; who starts another process and gives it a clean
# one; and the script that sets everything up.
READERS = {
    "dev.py": "sets up the machine of whoever develops",
    "flows/environment.py": "keeps Prefect away from a person's own server",
    "validation/cli/showing.py": "starts the demo in an environment of its own",
    "validation/settings.py": "the one reader of settings",
}
# Written so that the patterns do not find themselves.
SECRETS = {
    "key of SendGrid": re.compile(r"\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}\b"),
    "private key": re.compile("-----BEGIN [A-Z ]*" + "PRIVATE KEY-----"),
    "key of a cloud": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "token of a code host": re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36}\b"),
}


def test_only_settings_read_the_environment() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in ("validation", "flows", "survey_templates")
        for path in (ROOT / folder).rglob("*.py")
        if any(reads_environment(ast.parse(text_of(path))))
    }

    assert found <= READERS.keys()


def reads_environment(tree: ast.AST) -> Iterator[bool]:
    names = {"environ", "environb", "getenv", "getenvb"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value.id == "os" and node.attr in names
        elif isinstance(node, ast.ImportFrom) and node.module == "os":
            yield bool(names & {alias.name for alias in node.names})


@pytest.mark.parametrize(
    "code", ["import os\nos.environ['X']", "from os import getenv", "os.getenv('X')"]
)
def test_a_reader_of_the_environment_would_be_found(code: str) -> None:
    assert any(reads_environment(ast.parse(code)))


@pytest.mark.parametrize("name", SECRETS)
def test_no_file_holds_a_secret(name: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in project_files()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if SECRETS[name].search(line)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("key of SendGrid", "SG." + "a" * 22 + "." + "b" * 43),
        ("private key", "-----BEGIN EC " + "PRIVATE KEY-----"),
        ("key of a cloud", "AKIA" + "A" * 16),
        ("token of a code host", "ghp_" + "a" * 36),
    ],
)
def test_a_secret_would_be_found(name: str, text: str) -> None:
    assert SECRETS[name].search(f"x = {text!r}")


def test_settings_do_not_show_their_secrets() -> None:
    settings = read_settings(
        {
            "SENDGRID_API_KEY": "key-of-the-mail",
            "TODENNA_SENDER": "a@example.com",
            "TODENNA_DATABASE": "postgresql://anna:" + "hunter2@db.example.com/todenna",
        }
    )

    for shown in (repr(settings), str(settings)):
        assert "key-of-the-mail" not in shown
        assert "hunter2" not in shown
