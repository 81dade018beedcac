"""Mail as files that a person can open: the way out while no key is set."""

import json
import re
import shutil
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from validation.errors import DeliveryError
from validation.mail.message import CID, Message, Outcome

ODD = re.compile(r"[^A-Za-z0-9_-]+")
SHOWN = (
    "key",
    "outbox_id",
    "kind",
    "to",
    "language",
    "subject",
    "sender_name",
    "reply_to",
    "list_unsubscribe",
)


class FolderGateway:
    """The way out into a folder: one folder a message, named by its key, complete or not there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deliver(self, messages: Sequence[Message]) -> list[Outcome]:
        """Return what became of the messages; what is there already stays as it is.

        Raises:
            DeliveryError: when nothing can be written.
        """
        outcomes: list[Outcome] = []
        for message in messages:
            try:
                outcomes.append(self._write(message))
            except OSError as error:
                if not outcomes:
                    raise DeliveryError(self._failure(error)) from error
                return [*outcomes, Outcome(message.key, "later", self._failure(error))]
        return outcomes

    def forget(self, addresses: Iterable[str]) -> int:
        """Delete the messages that were written to any of these, and return how many they were."""
        gone = {one.casefold() for one in addresses}
        written = self._folder.glob("*/headers.json") if gone else ()
        found = [headers.parent for headers in written if _recipient(headers) in gone]
        for one in found:
            _clear(one)
        return len(found)

    def remove(self, keys: Iterable[str]) -> None:
        """Delete messages by their keys, as far as they are there."""
        for key in keys:
            _clear(self._folder / folder_name(key))

    def _write(self, message: Message) -> Outcome:
        name = folder_name(message.key)
        final, part = self._folder / name, self._folder / f".{name}.part"
        if not final.exists():
            _clear(part)
            try:
                _fill(part, message)
                part.rename(final)
            except OSError:
                _clear(part)
                # Somebody else was quicker with the same message.
                if not final.exists():
                    raise
        return Outcome(message.key, "accepted", message_id=name)

    def _failure(self, error: OSError) -> str:
        return (
            f"outbox folder {self._folder}: found that nothing can be written "
            f"({error.strerror or error}), must be a folder with room that may be written to. "
            "Make room or choose another folder."
        )


def folder_name(key: str) -> str:
    """Return a name that every file system takes and that only this key has.

    >>> folder_name("digest:mobile:2026-Q4:anna")
    'digest-mobile-2026-Q4-anna-0d4a0a2cea1b'
    """
    start = ODD.sub("-", key).strip("-")[:60]
    return f"{start}-{sha256(key.encode()).hexdigest()[:12]}"


def _fill(folder: Path, message: Message) -> None:
    folder.mkdir(parents=True)
    html = CID.sub(_beside, message.filled(message.html))
    # Opened as a file there is no header that says how the text is encoded.
    encoding = "utf-8" if "charset" in html[:1024].lower() else "utf-8-sig"
    (folder / "message.html").write_bytes(html.encode(encoding))
    (folder / "message.txt").write_bytes(message.filled(message.text).encode())
    for image in message.images:
        (folder / f"{image.content_id}.png").write_bytes(image.png)
    headers = {name: getattr(message, name) for name in SHOWN}
    headers["subject"] = message.filled(message.subject)
    text = json.dumps(headers, ensure_ascii=False, indent=2) + "\n"
    (folder / "headers.json").write_bytes(text.encode())


def _beside(found: re.Match[str]) -> str:
    whole, name = found.group(), found.group(1)
    start = whole[: -len(f"cid:{name}") - 1]
    return f"{start}{name}.png{whole[-1]}"


def _recipient(headers: Path) -> str | None:
    try:
        return str(json.loads(headers.read_bytes())["to"]).casefold()
    except (OSError, ValueError, KeyError, TypeError):
        return None  # a file of somebody else's


def _clear(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
