"""Whom the list reaches, and who could not be heard."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from validation.sampling import Contact, count_listed, reach
from validation.study import Reached, Study


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whom the list of a study contains and reaches.

    `not_contained` are the kinds of people that the study says its list does not have; nothing at
    all if it does not say. `languages_not_offered` counts contacts by the language that they
    would need.
    """

    contained: tuple[Reached, ...]
    not_contained: tuple[Reached, ...]
    contacts: int
    reachable: int
    without_address: int
    suppressed: int
    languages_not_offered: Mapping[str, int]
    audience_size: int | None

    @property
    def share_of_audience(self) -> float | None:
        """The part of the audience that can be written to, where its size is known."""
        return None if self.audience_size is None else self.reachable / self.audience_size


def coverage(study: Study, contacts: Sequence[Contact], suppressed: Collection[str]) -> Coverage:
    """Return whom the list reaches, and who could not be heard.

    Args:
        study: of which the audience and the languages are looked at.
        contacts: of the list.
        suppressed: SHA-256 of the addresses that must not be written to.
    """
    audience = study.audience
    found = count_listed(reach(contacts, suppressed), study.languages)
    kinds: tuple[Reached, ...] = get_args(Reached)
    said = audience.reaches
    return Coverage(
        contained=said,
        not_contained=tuple(kind for kind in kinds if said and kind not in said),
        contacts=found.contacts,
        reachable=found.reachable,
        without_address=found.without_address,
        suppressed=found.suppressed,
        languages_not_offered=found.languages_not_offered,
        audience_size=audience.size,
    )
