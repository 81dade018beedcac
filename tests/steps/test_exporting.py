"""A wave is written out whole for the researcher, and what is written can be read again."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from numpy.testing import assert_array_equal
from openpyxl import load_workbook

from tests.steps.conftest import MONDAY, MORNING, NOON
from validation.claims import Frame
from validation.errors import FileError, StoreError
from validation.files import exports, read_table
from validation.responses import build_frame
from validation.settings import Settings
from validation.steps import (
    Launch,
    Source,
    assess_wave,
    export_kept,
    import_responses,
    launch_wave,
    prepare_study,
)
from validation.steps.exporting import NAMES, export_wave
from validation.steps.keeping import opened
from validation.store import Submission, WaveKey, load_invitations, submit_all
from validation.study import DataSource

Answers = Callable[..., Source]
Rows = list[dict[str, str]]
SHOP = WaveKey("shop", "1")
FOREIGN = """study: foreign
languages: [fi, en]
stages: [{id: use, title: Use}]
audience: {segments: [age_group], margins: {age_group: {young: 0.5, old: 0.5}}}
items:
  - {id: q, stage: use, text: Q?, type: rating, scale: {from: -2, to: 2}}
  - id: met
    stage: use
    text: Met?
    type: multi
    options: {shop: Shop, web: {fi: Verkko, en: Web}}
  - {id: best, stage: use, text: Best?, type: ranking, options: {price: Price, care: Care}}
  - {id: again, stage: use, text: Again?, type: single, options: {"1": Yes, "2": No}}
  - {id: age, text: Age?, type: number, background: true}
  - {id: age_group, type: bands, of: age, bands: {young: [15, 39], old: [40, null]}}
  - {id: why, stage: use, text: Why?, type: text}
hypotheses:
  - {id: h, says: "=H", claim: {kind: level, item: q, at_least: 0}}
data:
  columns: {Q1: q, Q2: met, Q3: best, Q4: again, Q5: age, Q6: why}
  weight: w
  missing: {refused: ["-99", Refused], dont_know: [DK]}
"""
# Every kind of answer beside every kind of none, and texts that are hard to keep.
FILE = [
    ["Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "w"],
    ["-2", "shop;web", "care;price", "1", "20.5", "=1+1", "1.5"],
    ["2", "DK", "price", "No", "61", "two\nlines, “said” she", "0.1"],
    ["-99", "", "Refused", "DK", "39", "nice ;-)", "3"],
    ["", "web", "", "(not_applicable)", "(no_answer)", "", "1"],
]


@pytest.fixture
def foreign(tmp_path: Path) -> tuple[Path, Source]:
    """Write a study with every type of item, and answers in columns of other names."""
    study, answers = tmp_path / "foreign.yaml", tmp_path / "foreign.csv"
    study.write_text(FOREIGN, encoding="utf-8")
    with answers.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(FILE)
    return study, Source(answers)


@pytest.fixture
def kept(foreign: tuple[Path, Source], settings: Settings) -> WaveKey:
    """Import and assess the answers in columns of other names."""
    where = import_responses(*foreign, settings, now=MORNING).where
    assess_wave(where, settings, now=NOON)
    return where


@pytest.mark.parametrize("name", ["respondents.csv", "respondents.xlsx"])
def test_file_that_is_read_again_gives_the_same_frame(
    name: str, kept: WaveKey, foreign: tuple[Path, Source], settings: Settings, tmp_path: Path
) -> None:
    export_wave(kept, tmp_path / "out", settings)
    prepared = prepare_study(foreign[0])
    there = build_frame(read_table(foreign[1].path), prepared.questionnaire, prepared.study)
    own_names = DataSource(id="response", weight="weight_base")
    study = prepared.study.model_copy(update={"data": own_names})
    here = build_frame(read_table(tmp_path / "out" / name), prepared.questionnaire, study)
    check_same(here.frame, there.frame)
    assert here.ids == there.keys()


def test_open_answers_come_back_from_the_workbook_as_they_were(
    kept: WaveKey, settings: Settings, tmp_path: Path
) -> None:
    export_wave(kept, tmp_path, settings)
    book = load_workbook(tmp_path / "respondents.xlsx")
    assert book.sheetnames == ["respondents", "codebook"]
    header, *rows = book["respondents"].iter_rows()
    at = [cell.value for cell in header].index("why")
    assert [row[at].value for row in rows] == ["=1+1", "two\nlines, “said” she", "nice ;-)", None]
    assert {row[at].data_type for row in rows[:3]} == {"s"}


def test_formulas_in_texts_are_defused_in_every_csv(
    kept: WaveKey, settings: Settings, tmp_path: Path
) -> None:
    files = export_wave(kept, tmp_path, settings)
    assert rows_of(files[0])[0]["why"] == "'=1+1"
    assert rows_of(files[3])[0]["says"] == "'=H"
    assert [row["q"] for row in rows_of(files[0])] == ["-2", "2", "(refused)", "(not_shown)"]


def test_workbook_has_the_codebook_in_every_language_the_first_one_first(
    kept: WaveKey, settings: Settings, tmp_path: Path
) -> None:
    export_wave(kept, tmp_path, settings)
    sheet = load_workbook(tmp_path / "respondents.xlsx")["codebook"]
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == ["variable", "item", "kind", "code", "label_fi", "label_en"]
    assert ["met.web", "met", "selected", "web", "Verkko", "Web"] in rows
    notes = [str(row[5]) for row in rows if row[2] == "note"]
    assert any("Cells of fewer than 10 respondents are not for publication" in n for n in notes)
    assert [[*row.values()] for row in rows_of(tmp_path / "codebook.csv")] == rows[1:]


def test_weights_are_those_of_the_file_and_those_fitted_to_the_margins(
    kept: WaveKey, settings: Settings, tmp_path: Path
) -> None:
    rows = rows_of(export_wave(kept, tmp_path, settings)[0])
    assert [row["weight_base"] for row in rows] == ["1.5", "0.1", "3", "1"]
    # Of 5.6 one is of unknown age and keeps its 1; young and old have half of 4.6 each.
    fitted = [2.3 * 1.5 / 4.5, 2.3, 2.3 * 3 / 4.5, 1]
    assert [float(row["weight"]) for row in rows] == pytest.approx(fitted)


def test_same_wave_gives_the_same_csv_and_json_to_the_byte(
    kept: WaveKey, settings: Settings, tmp_path: Path
) -> None:
    first = export_wave(kept, tmp_path / "a", settings)
    second = export_wave(kept, tmp_path / "b", settings)
    for one, other in zip(first, second, strict=True):
        assert one.suffix == ".xlsx" or one.read_bytes() == other.read_bytes()


def test_verdicts_are_those_that_are_kept(
    study: Path, settings: Settings, answers: Answers, tmp_path: Path
) -> None:
    import_responses(study, answers(*("4", "5") * 20), settings, now=MORNING)
    assessment = assess_wave(SHOP, settings, now=NOON)
    *_, table, document = export_wave(SHOP, tmp_path / "out", settings)
    assert json.loads(document.read_bytes()) == {
        "wave": "1",
        **json.loads(assessment.model_dump_json()),
    }
    [row] = rows_of(table)
    assert (row["id"], row["says"], row["verdict"], row["n"]) == ("h", "H", "supported", "40")
    assert float(row["estimate"]) == pytest.approx(4.5)
    assert (row["low"], row["high"], row["segment"]) == ("3.0", "", "")
    # numpy: 1.5 / np.std(["4", "5"] * 20, ddof=1), and the interval brought to its scale
    assert (row["interval"], row["effect_size"]) == ("0.95", "cohen_d")
    assert float(row["effect"]) == pytest.approx(1.5 / 0.5063696835418333)
    ends = [(float(row[end]) - 3) / 0.5063696835418333 for end in ("ci_low", "ci_high")]
    assert [float(row["effect_low"]), float(row["effect_high"])] == pytest.approx(ends)


def test_verdicts_of_segments_have_rows_of_their_own(
    kept: WaveKey, settings: Settings, tmp_path: Path
) -> None:
    whole, *segments = rows_of(export_wave(kept, tmp_path, settings)[3])
    assert [(row["id"], row["segment"], row["level"]) for row in segments] == [
        ("h", "age_group", "young"),
        ("h", "age_group", "old"),
    ]
    assert (whole["n"], *(row["n"] for row in segments)) == ("2", "1", "1")
    assert {row["verdict"] for row in (whole, *segments)} == {"too few answers"}
    assert [row["effect_size"] for row in segments] == ["", ""]


def test_all_files_are_named_and_nothing_else_is_left(
    kept: WaveKey, settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    files = export_wave(kept, folder, settings)
    assert [path.name for path in files] == [*NAMES]
    assert sorted(folder.iterdir()) == sorted(files)


def test_responses_too_many_for_a_sheet_are_said_to_stand_in_the_csv(
    kept: WaveKey, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST_ROWS", 4)
    export_wave(kept, tmp_path, settings)
    [[told]] = load_workbook(tmp_path / "respondents.xlsx")["respondents"].values
    assert told == "4 responses in 12 columns do not fit into a sheet: see respondents.csv."
    assert len(rows_of(tmp_path / "respondents.csv")) == 4


def test_wave_without_verdicts_is_told(
    study: Path, settings: Settings, answers: Answers, tmp_path: Path
) -> None:
    import_responses(study, answers("4", "5"), settings, now=MORNING)
    with pytest.raises(StoreError, match="assessment of wave 1 of study shop: found nothing"):
        export_wave(SHOP, tmp_path / "out", settings)
    assert not (tmp_path / "out").exists()


def test_verdicts_that_do_not_rest_on_all_responses_are_told(
    study: Path, settings: Settings, answers: Answers, tmp_path: Path
) -> None:
    import_responses(study, answers("4", "5"), settings, now=MORNING)
    assess_wave(SHOP, settings, now=MORNING)
    import_responses(study, answers("4", "5", "1"), settings, now=NOON)
    with pytest.raises(StoreError, match="found answers that came after it, must rest on all"):
        export_wave(SHOP, tmp_path / "out", settings)


def test_place_that_cannot_be_written_is_told(
    kept: WaveKey, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("a file in the way")
    with pytest.raises(FileError, match="out: found a place that cannot be written"):
        export_wave(kept, tmp_path / "out", settings)


def rows_of(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [*csv.DictReader(file)]


def check_same(here: Frame, there: Frame) -> None:
    assert [*here.columns] == [*there.columns]
    for name, column in there.columns.items():
        assert type(here.columns[name]) is type(column)
        for part in type(column).__dataclass_fields__:  # type: ignore[attr-defined] # all are
            assert_array_equal(getattr(here.columns[name], part), getattr(column, part))
    assert_array_equal(here.design.weights, there.design.weights)


def test_of_a_pilot_the_responses_alone_are_written(
    asking: Callable[..., Path], people: Callable[..., None], fielding: Settings, tmp_path: Path
) -> None:
    people(60)
    launch_wave(asking(), Launch(pilot=True), fielding, now=MONDAY)
    where = WaveKey("shop", "pilot")
    with opened(fielding) as store, store.transaction() as connection:
        codes = [one.code for one in load_invitations(connection, where)]
        submit_all(connection, [Submission(one, {"q": "4"}, "en", MONDAY) for one in codes])
    written = export_kept(where, tmp_path / "out", fielding, now=MONDAY)
    assert [one.name for one in written] == ["respondents.csv", "respondents.xlsx", "codebook.csv"]
    header, *rows = written[0].read_text(encoding="utf-8-sig").splitlines()
    assert "q" in header.split(",")
    assert len(rows) == 40
