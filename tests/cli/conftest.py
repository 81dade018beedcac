"""The command as a person starts it, within this process."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

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


ASKING = """study: shop
stages: [{id: use, title: Use}]
items: [{id: q, stage: use, text: Q?, type: rating, scale: {from: 1, to: 5}}]
hypotheses: [{id: h, says: H, claim: {kind: level, item: q, at_least: 3}}]
fieldwork: {mode: invite, strata: [region]}
privacy: {controller: {name: Shop, contact: privacy@example.com}, purpose: to do better}
"""


@pytest.fixture
def home(tmp_path: Path, sqlite_schema: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep everything in a folder of the test, where nothing is kept yet."""
    folder = tmp_path / "home"
    monkeypatch.setenv("TODENNA_HOME", str(folder))
    for name in ("TODENNA_DATABASE", "TODENNA_OUTBOX", "SENDGRID_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    folder.mkdir()
    copyfile(sqlite_schema, folder / "todenna.db")
    return folder


@pytest.fixture
def asking(tmp_path: Path) -> Path:
    """Return a study that asks people itself."""
    path = tmp_path / "asking.yaml"
    path.write_text(ASKING)
    return path


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """Return a list of thirty contacts."""
    path = tmp_path / "people.csv"
    rows = (f"c{at},c{at}@example.com,{('north', 'south')[at % 2]}" for at in range(30))
    path.write_text("\n".join(["id,email,region", *rows]) + "\n")
    return path


@pytest.fixture
def launched(run: Run, asking: Path, people: Path, home: Path) -> Path:
    """Launch a wave for twenty of them, and return where it is kept."""
    run("contacts", "import", people, "--basis", "consent")
    assert run("launch", asking, "--invitations", "20").code == 0
    return home
