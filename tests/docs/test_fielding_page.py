"""The commands of the page lead from a list of contacts to a report, as they stand."""

import asyncio
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.crowds import Crowd, answer_links
from flows.inventing import invent_answers
from flows.respondents import Manner, Written, write_answers
from validation.cli import main
from validation.settings import read_settings
from validation.steps import prepare_study
from validation.study import Study
from validation.web import build_app, listen, serving

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "fielding.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^        todenna (.*)$", TEXT, re.MULTILINE)
STUDY = ROOT / "examples" / "mobile_operator" / "study.yaml"
SERVE = "serve"
LINK = re.compile(r"/r/[\w-]{43}")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("examples", "survey_templates"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def minds() -> Iterator[Written]:
    prepared = prepare_study(STUDY)
    for one in invent_answers(prepared, 20, seed=3):
        yield write_answers(prepared.questionnaire, one)


def answer(outbox: Path) -> Crowd:
    """Serve the pages and let everybody answer who was written to."""
    letters = sorted(outbox.glob("*/message.txt"))
    paths = [LINK.findall(letter.read_text(encoding="utf-8"))[0] for letter in letters]
    app = build_app(read_settings())
    with listen("127.0.0.1", 0) as listener, serving(app, listener):
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        links = {f"{address}{path}": mind for path, mind in zip(paths, minds(), strict=True)}
        return asyncio.run(answer_links(links, Manner(), at_once=4))


def test_the_commands_lead_from_contacts_to_a_report(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in COMMANDS:
        if command == SERVE:
            assert answer(home / "todenna-data" / "outbox").finished == 20
        elif not command.startswith(SERVE):
            with pytest.raises(SystemExit) as stopped:
                main(shlex.split(command))
            assert stopped.value.code in (0, None), capsys.readouterr().err

    said = capsys.readouterr().out
    assert "20 of 1197 contacts are drawn" in said
    assert "20 began, 20 answered" in said
    assert len([*(home / "todenna-data").glob("studies/mobile-operator/first/report.*.html")]) == 3
    assert len((home / "who.csv").read_text(encoding="utf-8").splitlines()) > 20


def test_the_page_runs_every_kind_of_command() -> None:
    first = {command.split()[0] for command in COMMANDS}

    assert {"contacts", "launch", "deliver", "serve", "fieldwork", "advance", "wave"} <= first


def test_the_parts_of_the_study_file_are_understood() -> None:
    from ruamel.yaml import YAML  # noqa: PLC0415 (of one test)

    (parts,) = re.findall(r"^```yaml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    claim = {"kind": "share", "at_least": 0.6}
    belief = {"id": "h", "aspect": "experience", "about": "us", "says": "So it is", "claim": claim}
    study = {"study": "s", "hypotheses": [belief], **YAML(typ="safe").load(parts)}

    assert Study.model_validate(study).fieldwork.invitations == 300
