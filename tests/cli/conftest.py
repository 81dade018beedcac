"""The command as a person starts it, within this process."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from validation.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `todenna` with arguments."""

    def command(*arguments: str | Path) -> Done:
        texts: Sequence[str] = [str(argument) for argument in arguments]
        with pytest.raises(SystemExit) as stopped:
            main(texts)
        printed = capsys.readouterr()
        code = stopped.value.code
        return Done(code if isinstance(code, int) else 0, printed.out, printed.err)

    return command


@pytest.fixture
def mobile() -> tuple[Path, Path]:
    """Return the study and the answers of the mobile operator example."""
    folder = EXAMPLES / "mobile_operator"
    return folder / "study.yaml", folder / "responses.csv"


@pytest.fixture
def media() -> tuple[Path, Path]:
    """Return the study and the answers of the media use example."""
    folder = EXAMPLES / "media_use"
    return folder / "study.yaml", folder / "responses.csv"
