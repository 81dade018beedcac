"""Whom of a list we can reach."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from validation.sampling.contacts import Contact


@dataclass(frozen=True, slots=True)
class Reach:
    """The contacts of a list that can be written to, and those that cannot, with the reason."""

    reachable: tuple[Contact, ...]
    without_address: tuple[Contact, ...]
    suppressed: tuple[Contact, ...]


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
