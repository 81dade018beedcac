"""The commands of the page lead from a study to one that repeats, as they stand."""

import re
import shlex
from pathlib import Path
from textwrap import dedent

import pytest
from ruamel.yaml import YAML

from validation.cli import main
from validation.study import Study

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "recurring.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^        todenna (.*)$", TEXT, re.MULTILINE)
SAID = re.findall(r"^todenna (.*?) +#", TEXT, re.MULTILINE)
BLOCKS = [
    dedent(one) for one in re.findall(r"^ *```yaml\n(.*?)^ *```", TEXT, re.MULTILINE | re.DOTALL)
]
EXAMPLE = ROOT / "examples" / "mobile_operator" / "study.yaml"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("examples", "survey_templates"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    for name in ("TODENNA_HOME", "TODENNA_DATABASE", "SENDGRID_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def run(command: str) -> object:
    with pytest.raises(SystemExit) as stopped:
        main(shlex.split(command))
    return stopped.value.code


def test_the_commands_lead_from_a_study_to_one_that_repeats(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = EXAMPLE.read_text(encoding="utf-8")
    (home / "my-study.yaml").write_text(own + BLOCKS[0], encoding="utf-8")
    (home / "my-care.yaml").write_text(BLOCKS[-1], encoding="utf-8")
    table = "contact,at,key\nc0002,2026-11-20T10:00,k1\nstranger,2026-11-21T10:00,k2\n"
    (home / "bought.csv").write_text(table, encoding="utf-8")

    for command in COMMANDS:
        assert run(command) in (0, None), (command, capsys.readouterr().err)

    said = capsys.readouterr().out
    assert "Study mobile-operator repeats from now on." in said
    assert "Next waves: 20" in said
    assert "comes" in said
    assert "Study mobile-operator repeats since" in said
    assert "repeats no more" in said
    assert "Study after-a-purchase repeats from now on." in said
    assert "Events told: 2, of them new: 2." in said
    assert "Contacts in no list: 1." in said
    assert "lead.became_customer: 3 events, 1 of contacts in no list" in said


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("command", SAID)
def test_what_is_said_of_held_waves_is_a_command(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command) == 1
    assert "study mobile-operator: found nothing kept" in capsys.readouterr().err


@pytest.mark.parametrize("block", BLOCKS)
def test_every_part_of_a_study_file_is_understood(block: str) -> None:
    claim = {"kind": "share", "at_least": 0.6}
    belief = {"id": "h", "aspect": "experience", "about": "us", "says": "So it is", "claim": claim}
    written = {"study": "s", "hypotheses": [belief], **YAML(typ="safe", pure=True).load(block)}

    assert Study.model_validate(written).cadences


def test_the_page_runs_every_command_of_what_repeats() -> None:
    first = {" ".join(command.split()[:2]) for command in COMMANDS}

    assert {"recur start", "recur stop", "waves mobile-operator"} <= first
    assert {"emit lead.became_customer", "events after-a-purchase"} <= first
    assert len(SAID) == 2
