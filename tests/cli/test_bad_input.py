"""Every bad input gives one clear message and exit code 1, never a traceback."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

STUDY = """study: s
items:
  - {id: q, text: Q?, type: rating, scale: {from: 1, to: 10}}
  - {id: sex, text: S?, type: single, options: [f, m]}
hypotheses:
  - {id: h, says: H, claim: {kind: level, item: q, at_least: 3}}
"""
NPS = "{kind: score, score: nps, item: q, at_least: 30}"
LEVEL = "{kind: level, item: q, at_least: 3}"
Run = Callable[..., Any]


def told(run: Run, folder: Path, study: str | bytes, answers: str | bytes = "q,sex\n5,f\n") -> str:
    """Assess a study and answers that are wrong, and return what is told."""
    for name, content in {"study.yaml": study, "answers.csv": answers}.items():
        written = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(written)
    done = run("assess", folder / "study.yaml", "-r", folder / "answers.csv")
    assert done.code == 1
    assert done.out == ""
    assert "Traceback" not in done.err
    return str(done.err)


@pytest.mark.parametrize(
    ("study", "expected"),
    [
        (STUDY.replace("study: s", "study: s\n  x: 1"), r"line 2: the text: found .*must be YAML"),
        (STUDY + "cadense: {}", r"line 7: cadense: found the unknown key .*Did you mean cadence"),
        (
            STUDY.replace("item: q", "item: quality"),
            r"line 6: hypotheses\.h\.claim\.item: found 'quality', must be the id of an item",
        ),
        (
            STUDY.replace("at_least: 3", "at_least: 30"),
            r"line 6: hypotheses\.h\.claim\.at_least: found 30, must be .* 1 to 10",
        ),
        (
            STUDY.replace(LEVEL, NPS),
            r"found a Net Promoter Score of q, rated from 1 to 10, must be .* from 0 to 10",
        ),
        (
            STUDY + "audience: {margins: {sex: {f: 0.5, m: 0.6}}}",
            r"line 7: audience\.margins\.sex: found shares that add up to 1\.1, must be .* 1\.",
        ),
        (b"\xff\xfe\x00", r"no UTF-8 text"),
        ("", r"found nothing, must be keys such as study, items, hypotheses"),
    ],
)
def test_studies_that_are_wrong(
    run: Run, tmp_path: Path, study: str | bytes, expected: str
) -> None:
    assert re.search(expected, told(run, tmp_path, study))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("", r"answers\.csv: found an empty file, must be a table\. Save"),
        ("q,sex\n", r"found column names and no rows of answers, must be one at least"),
        ("q,sex\n5,f\n7", r"row 3: found 1 cells in place of 2, must be 2 cells.* cut off"),
        ("q,sex\n5,f\n11,f\n", r"row 3, column q: found 11, must be a whole number from 1 to 10"),
        (
            "q,sex\n5,f\n5,x\n",
            r"row 3, column sex: found x, must be one of f, m\. If it is no answer",
        ),
        (
            "a,b\n1,2\n",
            r"found 2 columns, none of them known: a, b, must be .* items \(q, sex\)\. Map",
        ),
        (
            b"PK\x03\x04\x00\x00\x00",
            r"found no CSV, must be text; .* Excel workbook.* such as \.xlsx",
        ),
        ("q,q\n1,2\n", r"row 1: found q in columns 1, 2, must be a name once\. Rename"),
    ],
)
def test_answers_that_are_wrong(
    run: Run, tmp_path: Path, answers: str | bytes, expected: str
) -> None:
    assert re.search(expected, told(run, tmp_path, STUDY, answers))


def test_margin_without_a_respondent_is_refused(run: Run, tmp_path: Path) -> None:
    study = STUDY + "audience: {margins: {sex: {f: 0.5, m: 0.5}}}"
    message = told(run, tmp_path, study, "q,sex\n" + "5,f\n" * 40)
    assert "audience.margins.sex.m: found no respondent, must be one respondent" in message


def test_many_unknown_columns_are_one_note(run: Run, tmp_path: Path) -> None:
    (tmp_path / "study.yaml").write_text(STUDY)
    others = ",".join(f"x{n}" for n in range(198))
    row = ",".join("1" for _ in range(198))
    (tmp_path / "answers.csv").write_text(f"q,sex,{others}\n" + f"7,f,{row}\n" * 40)
    done = run("assess", tmp_path / "study.yaml", "-r", tmp_path / "answers.csv")
    assert done.code == 0
    assert "Columns of the file that are not used: 198 (x0, x1, x2" in done.out
    assert "data.columns" in done.out
    assert "x150" not in done.out


@pytest.mark.parametrize("wrong", ["study.yaml", "answers.csv"])
def test_folder_in_place_of_a_file_is_told(run: Run, tmp_path: Path, wrong: str) -> None:
    (tmp_path / "study.yaml").write_text(STUDY)
    (tmp_path / "answers.csv").write_text("q,sex\n5,f\n")
    (tmp_path / wrong).unlink()
    (tmp_path / wrong).mkdir()
    done = run("assess", tmp_path / "study.yaml", "-r", tmp_path / "answers.csv")
    assert done.code == 1
    assert re.search(rf"{wrong}: found a folder, must be a (CSV or XLSX )?file", done.err)


@pytest.mark.parametrize("wrong", ["study.yaml", "answers.csv"])
def test_file_that_may_not_be_read_is_told(
    run: Run, tmp_path: Path, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "study.yaml").write_text(STUDY)
    (tmp_path / "answers.csv").write_text("q,sex\n5,f\n")
    really = Path.open

    def refuse(path: Path, *given: Any, **options: Any) -> Any:  # noqa: ANN401 (as open has them)
        if path.name == wrong:
            raise PermissionError(13, "Permission denied", str(path))
        return really(path, *given, **options)

    # root reads whatever the permissions say, so that a file without them would prove nothing
    monkeypatch.setattr(Path, "open", refuse)
    done = run("assess", tmp_path / "study.yaml", "-r", tmp_path / "answers.csv")
    assert done.code == 1
    assert wrong in done.err
    assert "ermission" in done.err
