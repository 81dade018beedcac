"""What any kind of table file gives: column names, and records one after the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Record = list[str]


class Broken(list[str]):
    """A record that could not be read: it has no cells, and says what was found."""

    def __init__(self, found: str) -> None:
        super().__init__()
        self.found = found


@dataclass(frozen=True, slots=True)
class Content:
    """An open table file: its header, its records, and how far reading has come in bytes."""

    header: list[str]
    records: Iterator[Record]
    position: Callable[[], int]
    sha256: str
    encoding: str = ""
    delimiter: str = ""
    notes: tuple[str, ...] = ()
