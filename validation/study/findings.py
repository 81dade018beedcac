"""Something wrong at a place of a study, with what was found and what must be."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from validation.study.places import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at a place of the study, not yet at a line of its file."""

    path: Path
    found: str
    must: str
    hint: str = ""


def absent(path: Path, name: str, known: Iterable[str], must: str) -> Finding:
    """Return that a name is not among those known, with the nearest or with all of them."""
    known = list(known)
    near = get_close_matches(name, known, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known) or 'none'}."
    return Finding(path, repr(name), must, hint)
