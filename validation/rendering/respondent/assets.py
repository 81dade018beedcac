"""The files that respondents' pages ask for: one style sheet and one small script."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import survey_templates

FOLDER = "/assets/"
KINDS = {"respondent.css": "text/css", "respondent.js": "text/javascript"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served; its address changes with its content, so it may be kept for ever."""

    address: str
    media_type: str
    content: bytes


@cache
def assets() -> Mapping[str, Asset]:
    """Return the files by the names under which templates know them."""
    return {name: _asset(name, kind) for name, kind in KINDS.items()}


def addresses() -> dict[str, str]:
    """Return the addresses of the files by the same names."""
    return {name: asset.address for name, asset in assets().items()}


def _asset(name: str, kind: str) -> Asset:
    content = (files(survey_templates) / "pages" / name).read_bytes()
    stem, _, ending = name.rpartition(".")
    version = hashlib.sha256(content).hexdigest()[:12]
    return Asset(f"{FOLDER}{stem}.{version}.{ending}", f"{kind}; charset=utf-8", content)
