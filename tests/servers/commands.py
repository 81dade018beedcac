"""The commands of a page of the documentation, run as they stand, against servers of a test."""

import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.servers.postgres import installed_programs

OWN = {
    "python": [sys.executable],
    "prefect": [sys.executable, "-m", "prefect"],
    "todenna": [sys.executable, "-m", "validation.cli"],
}
SET = re.compile(r"[A-Z][A-Z_]+=\S+")
LINE = re.compile(r"^ {4,}(\S.*)$", re.MULTILINE)


class PageCommands:
    """The commands of some sections of a page, and which of them were run.

    Args:
        page: the page.
        sections: their titles.
        names: of databases, as the page and as the test calls them.
    """

    def __init__(self, page: Path, sections: tuple[str, ...], names: Mapping[str, str]) -> None:
        text = page.read_text(encoding="utf-8")
        parts = re.split(r"^## ", text, flags=re.MULTILINE)
        told = [part for part in parts if part.splitlines()[0] in sections]
        self._names = names
        self.lines = [line for part in told for line in LINE.findall(part)]
        self.ran: set[str] = set()

    def exported(self) -> dict[str, str]:
        """Return the variables that the page sets for good."""
        lines = [line.removeprefix("export ") for line in self.lines if line.startswith("export ")]
        self.ran |= {f"export {line}" for line in lines}
        return dict(line.split("=", 1) for line in lines)

    def take(self, beginning: str) -> list[str]:
        """Return the one command that begins so, as it is started here."""
        (line,) = {line for line in self.lines if line.startswith(beginning)}
        self.ran.add(line)
        words = [one for one in shlex.split(line) if SET.fullmatch(one) is None]
        if words[0] in OWN:
            return [*OWN[words[0]], *words[1:]]
        return [_program(words[0]), *(self._meant(one) for one in words[1:])]

    def left(self) -> list[str]:
        """Return the commands that were not run."""
        return [line for line in self.lines if line not in self.ran]

    def _meant(self, word: str) -> str:
        for name, meant in self._names.items():
            word = re.sub(rf"(?<![\w./-]){name}$", meant, word)
        return word


def run(command: list[str], environment: Mapping[str, str], folder: Path) -> str:
    """Run a command to its end and return what it says, or fail with it."""
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env=dict(environment),
    )
    assert done.returncode == 0, f"{shlex.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def _program(name: str) -> str:
    folder = installed_programs()
    own = None if folder is None else folder / name
    return str(own) if own is not None and own.is_file() else name
