from collections.abc import Callable
from pathlib import Path

import pytest

from validation.files import read_table
from validation.questionnaire import Questionnaire
from validation.questionnaire.model import DerivedItem
from validation.reporting.heard import build_heard
from validation.reporting.remarks import build_remarks, reason_key
from validation.reporting.setting import Setting
from validation.responses import Table, build_frame
from validation.study import Study

Settings = Callable[..., Setting]
BANDS = {"id": "mood", "of": "quality", "bands": {"low": [1, 2], "high": [4, 5]}}


def remarks(setting: Setting) -> list[str]:
    return [*build_remarks(setting)]


@pytest.fixture
def noted(study: Study, questionnaire: Questionnaire) -> Callable[..., tuple[str, ...]]:
    """Return what reading remarks about a table."""

    def make(cells: dict[str, list[str]]) -> tuple[str, ...]:
        asked = questionnaire.model_copy(update={"derived": (DerivedItem.model_validate(BANDS),)})
        return build_frame(Table.of("a.csv", cells), asked, study).notes

    return make


def test_columns_and_questions_that_do_not_meet_are_counted_and_named(
    noted: Callable[..., tuple[str, ...]], setting_of: Settings
) -> None:
    notes = noted({"quality": ["1", "5"], "fax": ["x", "y"], "colour (old)": ["", "z"]})
    assert remarks(setting_of(notes=notes)) == [
        "Columns of the file that the study does not use: 2 (fax, colour (old)).",
        "Questions that the file has no answers to: 3 (topics, price, channel).",
    ]
    assert remarks(setting_of(notes=notes, language="fi")) == [
        "Tiedoston sarakkeita, joita tutkimus ei käytä: 2 (fax, colour (old)).",
        "Kysymyksiä, joihin tiedostossa ei ole vastauksia: 3 (topics, price, channel).",
    ]


def test_a_long_list_of_columns_is_cut_in_the_language_of_the_reader(
    noted: Callable[..., tuple[str, ...]], setting_of: Settings
) -> None:
    many = {f"c{at}": ["x"] for at in range(40)}
    told = remarks(setting_of(notes=noted({"quality": ["1"]} | many), language="sv"))[0]
    assert told.startswith("Kolumner i filen som studien inte använder: 40 (c0, c1")
    assert " till)." in told
    assert "more" not in told


def test_answers_in_no_band_are_counted(
    noted: Callable[..., tuple[str, ...]], setting_of: Settings
) -> None:
    told = remarks(setting_of(notes=noted({"quality": ["1", "3", "3"]}), language="fi"))
    assert told[-1] == (
        "Kysymyksen quality vastauksia, jotka eivät osu mihinkään ryhmistä mood: 2. "
        "Niiden katsotaan tarkoittavan ”ei koske”."
    )


def test_what_was_odd_about_the_file_is_told(tmp_path: Path, setting_of: Settings) -> None:
    file = tmp_path / "old.csv"
    file.write_bytes("quality,price,,\n1,2,3,ä\n".encode("cp1252"))
    assert remarks(setting_of(notes=read_table(file).notes, language="fi")) == [
        (
            "old.csv luettiin Windows-1252-merkistöllä, koska kaikki sen merkit eivät ole "
            "UTF-8:aa; jokin kirjain voi olla väärin."
        ),
        "Nimettömät sarakkeet jätettiin pois: numero 3, 4.",
    ]


def test_answers_that_changed_after_they_were_kept_are_counted(setting_of: Settings) -> None:
    note = "1,203 responses are kept already with other answers; they stay as they were."
    assert remarks(setting_of(notes=(note,), language="fi")) == [
        (
            "Vastauksia, jotka ovat nyt tiedostossa toisenlaisia: 1\xa0203. "
            "Ne säilytettiin ensimmäisessä muodossaan."
        )
    ]


def test_a_remark_of_a_new_form_says_in_which_language_it_is(setting_of: Settings) -> None:
    assert remarks(setting_of(notes=("The moon is full.",))) == ["The moon is full."]
    assert remarks(setting_of(notes=("The moon is full.",), language="sv")) == [
        "Anmärkning på engelska: The moon is full."
    ]


def test_remarks_stand_with_those_who_could_not_be_heard(setting_of: Settings) -> None:
    assert build_heard(setting_of(notes=("A.", "B."))).remarks == ("A.", "B.")
    assert build_heard(setting_of()).remarks == ()


def test_rows_that_were_left_out_are_known_by_their_reason(
    study: Study, questionnaire: Questionnaire
) -> None:
    data = study.data.model_copy(update={"id": "id", "weight": "w"})
    cells = {
        "id": ["a", "a", "", "b", "c", "d"],
        "quality": ["1", "2", "3", "9", "", "4"],
        "w": ["1", "1", "1", "1", "1", "0"],
    }
    found = build_frame(
        Table.of("a.csv", cells),
        questionnaire,
        study.model_copy(update={"data": data}),
        good_rows_only=True,
    )
    assert [reason_key(one.reason) for one in found.exclusions] == [
        "reason_twice", "reason_no_id", "reason_unfit", "reason_nothing", "reason_weight",
    ]  # fmt: skip


def test_a_row_that_cannot_be_read_is_known_too(tmp_path: Path) -> None:
    file = tmp_path / "broken.csv"
    file.write_text('quality,price\n1,2\n3,"never', encoding="utf-8")
    [reason] = read_table(file).broken.values()
    assert reason_key(f"found {reason}") == "reason_broken"
