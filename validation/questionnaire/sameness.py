"""What became of an item from one version of a questionnaire to the next, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Sameness = Literal["same", "cosmetic", "broken"]
Reason = Literal[
    "added",
    "removed",
    "type",
    "wording",
    "language",
    "help",
    "options",
    "scale",
    "order",
    "neighbours",
    "section",
    "routing",
    "required",
    "source",
    "mode",
    "sampling",
    "pilot",
    "respondents",
    "anonymity",
]
WORST: tuple[Sameness, ...] = ("same", "cosmetic", "broken")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was, and how much it matters."""

    reason: Reason
    sameness: Sameness


@dataclass(frozen=True, slots=True)
class Compared:
    """Whether an item, or the terms of a wave, still measure what they measured.

    >>> Compared((Difference("help", "cosmetic"), Difference("wording", "broken"))).sameness
    'broken'
    """

    differences: tuple[Difference, ...] = ()

    @property
    def sameness(self) -> Sameness:
        """The worst of the differences; without one it is the same."""
        return max((one.sameness for one in self.differences), key=WORST.index, default="same")

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the series breaks here; empty as long as it goes on."""
        return tuple(one.reason for one in self.differences if one.sameness == "broken")


MISSING = Compared((Difference("removed", "broken"),))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a questionnaire, item by item, the derived ones among them."""

    items: Mapping[str, Compared]

    def of(self, item: str) -> Compared:
        """Return what became of an item; one in neither version cannot be compared."""
        return self.items.get(item, MISSING)

    def reasons(self, items: Iterable[str]) -> tuple[Reason, ...]:
        """Return why a series that rests on these items breaks here; empty if it goes on."""
        return tuple(dict.fromkeys(why for item in items for why in self.of(item).reasons))

    @property
    def broken(self) -> tuple[str, ...]:
        """The items that no longer measure what they measured."""
        return tuple(name for name, one in self.items.items() if one.sameness == "broken")
