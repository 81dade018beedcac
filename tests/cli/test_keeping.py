"""`todenna plan`, `import`, `report` and `status`: what is kept, and what it says."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Pair = tuple[Path, Path]
Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("home")


def test_whole_way_from_plan_to_report(run: Run, mobile: Pair, home: Path) -> None:
    assert "mobile-operator, version 1, plan" in run("plan", mobile[0]).out
    kept = run("import", mobile[0], "-r", mobile[1])
    assert "250 new responses in wave 1 of study mobile-operator." in kept.out
    written = run("report", "mobile-operator").out.split()
    assert [Path(page).name for page in written] == [
        "report.en.html",
        "report.fi.html",
        "report.sv.html",
    ]
    assert (home / "studies" / "mobile-operator" / "1" / "report.fi.html").is_file()


def test_second_import_says_that_nothing_is_new(run: Run, mobile: Pair) -> None:
    run("import", mobile[0], "-r", mobile[1])
    out = run("import", mobile[0], "-r", mobile[1]).out
    assert "0 new responses" in out
    assert "250 were kept already, and stay as they are." in out


def test_status_shows_waves_in_numbers(run: Run, mobile: Pair) -> None:
    assert "Nothing is kept yet" in run("status").out
    run("import", mobile[0], "-r", mobile[1])
    line = next(line for line in run("status").out.splitlines() if "closed" in line)
    assert line.split()[:4] == ["1", "closed", "250", "0"]


def test_status_is_json_for_programs(run: Run, mobile: Pair) -> None:
    run("import", mobile[0], "-r", mobile[1])
    content = json.loads(run("status", "--json").out)
    assert content["studies"][0]["waves"][0]["responses"] == 250


def test_report_of_an_unknown_study_is_told(run: Run) -> None:
    done = run("report", "nothing")
    assert done.code == 1
    assert "study nothing: found nothing kept" in done.err or "wave 1 of study" in done.err


def test_misspelt_setting_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TODENNA_HOEM", "x")
    done = run("status")
    assert done.code == 1
    assert "TODENNA_HOEM: found a name that is not known" in done.err


def test_digest_is_written_once_into_the_outbox(run: Run, mobile: Pair, home: Path) -> None:
    run("import", mobile[0], "-r", mobile[1])
    run("report", "mobile-operator")
    first = run("digest", "mobile-operator").out
    assert "1 new messages; 1 sent" in first
    assert "No SendGrid key is set: mail is written to" in first
    assert len(list((home / "outbox").glob("*/message.html"))) == 1
    assert "0 new messages; 0 sent" in run("digest", "mobile-operator").out


def test_study_without_readers_is_told_how_to_name_them(
    run: Run, media: Pair, tmp_path: Path
) -> None:
    nobody = tmp_path / "study.yaml"
    nobody.write_text(media[0].read_text("utf-8").partition("\ndigest:")[0], "utf-8")
    run("import", nobody, "-r", media[1], "--wave", "2010")
    run("report", "media-use", "--wave", "2010")
    assert "names no readers: add digest" in run("digest", "media-use", "--wave", "2010").out


def test_export_writes_answers_codebook_and_verdicts(
    run: Run, mobile: Pair, tmp_path: Path
) -> None:
    run("import", mobile[0], "-r", mobile[1])
    written = run("export", "mobile-operator", "--out", tmp_path / "out").out.split()
    assert [Path(path).name for path in written] == [
        "respondents.csv",
        "respondents.xlsx",
        "codebook.csv",
        "verdicts.csv",
        "verdicts.json",
    ]
    assert json.loads(Path(written[-1]).read_text(encoding="utf-8"))
