"""What is told where no study is known: an unknown link, too many requests, a fault."""

from functools import cache
from typing import Literal

from validation.rendering.respondent.catalogues import spoken
from validation.rendering.respondent.frames import render
from validation.rendering.respondent.slots import Slotted

Notice = Literal["unknown", "forbidden", "too_large", "too_many", "busy", "failed", "stopped"]


def render_notice(kind: Notice, language: str) -> str:
    """Return a page that tells something to somebody of whom nothing is known."""
    return _notice(kind, spoken(language)).fill({})


@cache
def _notice(kind: str, language: str) -> Slotted:
    values: dict[str, object] = {
        "study": "", "languages": (), "chosen": language, "kind": kind, "erasable": False,
        "linked": False, "switch": "", "contact": "", "open_link": False,
    }  # fmt: skip
    return Slotted.of(render(language, "notice.html.j2", values))
