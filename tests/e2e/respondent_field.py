"""The study that asks every kind of question, in the field: its pages served, links to hand out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from tests.e2e.respondent_gallery import STUDY
from tests.web.conftest import serving
from tests.web.fielded import NOW, Fielded
from tests.web.fielded import fielding as in_the_field
from validation.files import read_study
from validation.settings import read_settings
from validation.study import Study
from validation.web import Clocks, build_app

PEOPLE = 20
Mode = Literal["invite", "open_link"]


@dataclass
class Field:
    """A wave in the field: where its pages are, what time it is, and who was not here yet."""

    wave: Fielded
    url: str = ""
    now: datetime = NOW
    answered: int = 0
    stopped: int = 0

    def link(self) -> str:
        """Return the address of somebody who was not here before."""
        self.answered += 1
        return f"{self.url}/r/{self.wave.answer[self.answered - 1]}"

    def stop_link(self) -> str:
        """Return an address at which somebody unsubscribes."""
        self.stopped += 1
        return f"{self.url}/u/{self.wave.stop[self.stopped - 1]}"

    def open_link(self) -> str:
        """Return the address that is for everybody."""
        return f"{self.url}/o/{self.wave.open}"

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return what the store holds, the newest last."""
        return self.wave.rows(table)


@contextmanager
def fielding(folder: Path, *, anonymous: bool = False, mode: Mode = "invite") -> Iterator[Field]:
    """Yield the wave, served on this machine."""
    address = f"sqlite:///{folder / 'todenna.db'}"
    asked = every_kind(mode, anonymous=anonymous)
    opened = in_the_field(address, people=PEOPLE, asked=asked, anonymous=anonymous, mode=mode)
    with opened as wave:
        field = Field(wave)
        settings = read_settings({"TODENNA_DATABASE": address})
        with serving(build_app(settings, clocks=Clocks(now=lambda: field.now))) as url:
            field.url = url
            yield field


def every_kind(mode: Mode, *, anonymous: bool) -> Study:
    """Return the study as it is fielded; it promises to be anonymous or does not."""
    study = read_study(STUDY)
    assert study.privacy is not None
    told = study.privacy.model_copy(update={"anonymous": anonymous})
    fieldwork = study.fieldwork.model_copy(update={"mode": mode})
    return study.model_copy(update={"privacy": told, "fieldwork": fieldwork})
