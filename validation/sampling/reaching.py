"""Whom of a list we can reach."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from validation.sampling.contacts import Contact, offered_language
from validation.study import Document


@dataclass(frozen=True, slots=True)
class Reach:
    """The contacts of a list that can be written to, and those that cannot, with the reason."""

    reachable: tuple[Contact, ...]
    without_address: tuple[Contact, ...]
    suppressed: tuple[Contact, ...]


class Listed(Document):
    """How many a list held and how many of them could be written to; it names nobody.

    `languages_not_offered` counts those who could be written to, though not in a language of
    their own, by that language.
    """

    contacts: int
    reachable: int
    without_address: int
    suppressed: int
    languages_not_offered: Mapping[str, int] = Field(default_factory=dict)


def reach(contacts: Iterable[Contact], suppressed: Collection[str]) -> Reach:
    """Return who of a list can be written to.

    Args:
        contacts: of the list.
        suppressed: SHA-256 of the addresses that must not be written to.

    >>> anna = Contact("1", "anna@example.com", "en", "consent")
    >>> len(reach([anna], {anna.sha256}).suppressed)
    1
    """
    reachable: list[Contact] = []
    without: list[Contact] = []
    stopped: list[Contact] = []
    for contact in contacts:
        if contact.sha256 is None:
            without.append(contact)
        elif contact.sha256 in suppressed:
            stopped.append(contact)
        else:
            reachable.append(contact)
    return Reach(tuple(reachable), tuple(without), tuple(stopped))


def count_listed(found: Reach, languages: Sequence[str]) -> Listed:
    """Return how many of a list can be reached, and in a language of their own.

    Args:
        found: whom of the list we can reach.
        languages: that are offered, the first where none fits.

    >>> berta = Contact("1", "berta@example.com", "de-AT", "consent")
    >>> count_listed(reach([berta], ()), ["en", "fi"]).languages_not_offered
    {'de-AT': 1}
    """
    return Listed(
        contacts=len(found.reachable) + len(found.without_address) + len(found.suppressed),
        reachable=len(found.reachable),
        without_address=len(found.without_address),
        suppressed=len(found.suppressed),
        languages_not_offered=_not_offered(found.reachable, languages),
    )


def _not_offered(contacts: Sequence[Contact], languages: Sequence[str]) -> dict[str, int]:
    counts = Counter(contact.language for contact in contacts)
    return {
        language: count
        for language, count in sorted(counts.items())
        if not _same(language, offered_language(language, languages))
    }


def _same(language: str, offered: str) -> bool:
    return language.split("-", maxsplit=1)[0] == offered.split("-", maxsplit=1)[0]
