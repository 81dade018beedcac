"""One entry of the list that we can reach."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

# The lawful bases of the GDPR's article 6 on which a person may be asked.
Basis = Literal[
    "consent", "contract", "legal_obligation", "vital_interests", "public_task",
    "legitimate_interest",
]  # fmt: skip
BASES: tuple[str, ...] = get_args(Basis)


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who may be asked: where, in which language, on which basis, and what is known.

    `key` is the list's own id; it is empty where the list has none, and the store then gives one.
    Without an address nobody can be invited, and is counted as not heard.
    """

    key: str
    address: str | None = field(repr=False)
    language: str
    basis: str
    attributes: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def sha256(self) -> str | None:
        """The name under which the address is known once it is forgotten itself."""
        return None if self.address is None else hash_address(self.address)


def hash_address(address: str) -> str:
    """Return the SHA-256 of an address; small and capital letters are the same.

    >>> hash_address("Anna@Example.com") == hash_address(" anna@example.com ")
    True
    """
    return hashlib.sha256(address.strip().casefold().encode()).hexdigest()


def offered_language(language: str, languages: Sequence[str]) -> str:
    """Return the language in which somebody is written to: the own if offered, else the first.

    >>> offered_language("sv-FI", ["fi", "sv"])
    'sv'
    >>> offered_language("de", ["fi", "sv"])
    'fi'
    """
    primary = language.split("-", maxsplit=1)[0]
    return next((tag for tag in (language, primary) if tag in languages), languages[0])
