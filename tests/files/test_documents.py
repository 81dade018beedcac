"""YAML files are read with the place of each part, and told what is wrong with them."""

from pathlib import Path

import pytest

from validation.errors import FileError, StudyError
from validation.files.documents import read_document, write_document


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "study.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_values_are_plain_and_placed(tmp_path: Path) -> None:
    source = read_document(written(tmp_path, "study: shop\nitems:\n  - id: q\n    text: 'no'\n"))
    assert source.content == {"study": "shop", "items": [{"id": "q", "text": "no"}]}
    assert source.places["items", 0, "text"] == (4, 5)


def test_yaml_1_2_keeps_words_words(tmp_path: Path) -> None:
    source = read_document(written(tmp_path, "a: no\nb: on\nc: 012\nd: true"))
    assert source.content == {"a": "no", "b": "on", "c": 12, "d": True}


def test_anchors_are_written_out(tmp_path: Path) -> None:
    source = read_document(written(tmp_path, "a: &x {from: 1}\nb: *x"))
    assert source.content == {"a": {"from": 1}, "b": {"from": 1}}


def test_byte_order_mark_of_an_editor_does_no_harm(tmp_path: Path) -> None:
    assert read_document(written(tmp_path, b"\xef\xbb\xbfstudy: shop")).content == {"study": "shop"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("study: shop\n  title: x", "line 2"),
        ("a: [1, 2", "line 1"),
        ("a: 'open", "line 1"),
        ("a: 1\na: 2", "line 2"),
        ("a:\n\t- b", "line 2"),
    ],
)
def test_broken_yaml_is_told_with_its_line(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(StudyError, match="is no YAML") as caught:
        read_document(written(tmp_path, text))
    [problem] = caught.value.problems
    assert str(problem).startswith(expected)
    assert "must be YAML 1.2" in str(problem)


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="found no such file, must be a file"):
        read_document(tmp_path / "nothing.yaml")


def test_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="found a folder, must be a file"):
        read_document(tmp_path)


def test_other_encoding_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no UTF-8 text"):
        read_document(written(tmp_path, "title: Myymälä".encode("latin-1")))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    content = {"study": "shop", "items": [{"id": "q", "options": {"yes": "Yes", "no": "No"}}]}
    write_document(tmp_path / "new.yaml", content)
    assert read_document(tmp_path / "new.yaml").content == content


def test_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be written"):
        write_document(tmp_path / "nowhere" / "new.yaml", {})
