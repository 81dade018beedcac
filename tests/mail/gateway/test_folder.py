import errno
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from validation.errors import DeliveryError
from validation.mail import FolderGateway, InlineImage, Message
from validation.mail.gateway.folder import folder_name

MakeMessage = Callable[..., Message]


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_message_is_written_as_files_to_open(
    tmp_path: Path, make_message: MakeMessage, picture: InlineImage
) -> None:
    html = "<p>Hyvää, src=cid:no</p><img alt=\"A\" src='cid:forest'><img alt='' SRC=\"CID:forest\">"
    message = make_message(html=html, text="Hyvää", images=[picture])

    (outcome,) = FolderGateway(tmp_path / "outbox").deliver([message])

    folder = tmp_path / "outbox" / outcome.message_id
    assert outcome.state == "accepted"
    assert files(folder) == ["forest.png", "headers.json", "message.html", "message.txt"]
    assert (folder / "forest.png").read_bytes() == picture.png
    assert (folder / "message.txt").read_text(encoding="utf-8") == "Hyvää"
    assert json.loads((folder / "headers.json").read_text(encoding="utf-8")) == {
        "key": "digest:mobile:2026-Q4:anna",
        "outbox_id": "0193-anna",
        "kind": "digest",
        "to": "anna@example.com",
        "language": "fi",
        "subject": "5 of 12 hypotheses hold, 2 changed",
        "sender_name": None,
        "reply_to": None,
        "list_unsubscribe": None,
    }
    shown = (
        "<p>Hyvää, src=cid:no</p><img alt=\"A\" src='forest.png'><img alt='' SRC=\"forest.png\">"
    )
    # The mark in front says that it is UTF-8, as the HTML itself does not.
    assert (folder / "message.html").read_bytes() == b"\xef\xbb\xbf" + shown.encode()


def test_places_are_filled_in(tmp_path: Path, make_message: MakeMessage) -> None:
    message = make_message(
        subject="For %name%",
        html='<meta charset="utf-8"><a href="%link%">Answer</a>',
        text="Answer: %link%",
        substitutions={"%link%": "https://example.com/r/1", "%name%": "Åsa"},
    )

    (outcome,) = FolderGateway(tmp_path).deliver([message])

    folder = tmp_path / outcome.message_id
    assert (folder / "message.txt").read_text() == "Answer: https://example.com/r/1"
    assert '<a href="https://example.com/r/1">' in (folder / "message.html").read_text()
    assert json.loads((folder / "headers.json").read_text())["subject"] == "For Åsa"


def test_html_that_names_its_encoding_stays_as_it_is(
    tmp_path: Path, make_message: MakeMessage
) -> None:
    html = '<meta charset="utf-8"><p>Hyvää</p>'

    (outcome,) = FolderGateway(tmp_path).deliver([make_message(html=html)])

    assert (tmp_path / outcome.message_id / "message.html").read_bytes() == html.encode()


def test_the_same_key_is_written_once(tmp_path: Path, make_message: MakeMessage) -> None:
    gateway = FolderGateway(tmp_path)

    first = gateway.deliver([make_message()])
    again = gateway.deliver([make_message(text="Changed")])

    assert first == again
    assert len(list(tmp_path.iterdir())) == 1
    assert (tmp_path / first[0].message_id / "message.txt").read_text() == "Five hold."


def test_each_key_has_its_own_name_that_every_file_system_takes() -> None:
    keys = ["a:b", "a-b", "A:B", "../a/b", "ä" * 300, "con", "a:b."]
    names = [folder_name(key) for key in keys]

    assert len({name.casefold() for name in names}) == len(keys)
    assert all(len(name) < 80 and name.isascii() for name in names)
    assert not any(set('/\\:*?"<>|.') & set(name) for name in names)


def test_a_folder_that_cannot_be_written_is_one_clear_error(
    tmp_path: Path, make_message: MakeMessage
) -> None:
    (tmp_path / "outbox").write_text("a file, not a folder")

    with pytest.raises(DeliveryError, match=r"outbox folder .*Not a directory.*must be a folder"):
        FolderGateway(tmp_path / "outbox").deliver([make_message()])


def test_a_full_disk_leaves_nothing_half_written(
    tmp_path: Path, make_message: MakeMessage, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_up(monkeypatch, after=2)

    with pytest.raises(DeliveryError, match=r"No space left.*Make room"):
        FolderGateway(tmp_path).deliver([make_message()])

    assert list(tmp_path.iterdir()) == []


def test_what_was_written_before_the_disk_was_full_counts(
    tmp_path: Path, make_message: MakeMessage, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_up(monkeypatch, after=4)

    outcomes = FolderGateway(tmp_path).deliver([make_message(n) for n in ("anna", "bo", "carl")])

    assert [one.state for one in outcomes] == ["accepted", "later"]
    assert "No space left" in outcomes[1].reason
    assert [path.name for path in tmp_path.iterdir()] == [outcomes[0].message_id]


def test_what_a_killed_run_left_is_cleared_away(tmp_path: Path, make_message: MakeMessage) -> None:
    name = folder_name(make_message().key)
    part = tmp_path / f".{name}.part"
    part.mkdir()
    (part / "message.html").write_text("<p>Half a mes")

    FolderGateway(tmp_path).deliver([make_message()])

    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert "Half" not in (tmp_path / name / "message.html").read_text(encoding="utf-8")


def fill_up(monkeypatch: pytest.MonkeyPatch, *, after: int) -> None:
    """Let the disk be full when so many files have been written."""
    write, left = Path.write_bytes, iter(range(after))

    def write_while_there_is_room(path: Path, data: bytes) -> int:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", write_while_there_is_room)


def test_messages_to_some_and_single_ones_are_deleted(
    tmp_path: Path, make_message: MakeMessage
) -> None:
    gateway = FolderGateway(tmp_path)
    people = ["anna", "bo", "carl", "dora"]
    gateway.deliver([make_message(one, key=one, to=f"{one}@example.com") for one in people])
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "headers.json").write_text("no JSON")

    assert gateway.forget([]) == 0
    assert gateway.forget(["Anna@example.com", "bo@example.com", "eva@example.com"]) == 2
    gateway.remove(["carl", "nobody"])

    left = {one.parent.name for one in tmp_path.glob("*/headers.json")}
    assert left == {"other", folder_name("dora")}
