"""Pages made once, with places that are filled for each respondent without a template."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Self

from markupsafe import Markup

# A character that no page can have.
EDGE = "\0"


def slot(name: str) -> Markup:
    """Return the mark of a place that is filled later."""
    return Markup(f"{EDGE}{name}{EDGE}")  # noqa: S704 (a mark, replaced by what is escaped)


@dataclass(frozen=True, slots=True)
class Slotted:
    """A text with places: `fixed` has one part more than there are places in `names`."""

    fixed: tuple[str, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """Return a text whose places are marked.

        >>> Slotted.of(f"Dear {slot('name')}!").fill({"name": "Anna"})
        'Dear Anna!'
        """
        # Parts of a Markup would escape what is joined to them.
        parts = str(text).split(EDGE)
        return cls(tuple(parts[::2]), tuple(parts[1::2]))

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the text with values in its places, which must be escaped; others stay empty."""
        said = [values.get(name, "") for name in self.names]
        return self.fixed[0] + "".join(chain.from_iterable(zip(said, self.fixed[1:], strict=True)))
