"""Who is drawn: a stratified random sample without replacement, by a given seed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from pydantic import Field

from validation.errors import Problem, SamplingError
from validation.sampling.allocating import LEAST, allocate, check_allocation
from validation.sampling.contacts import Contact
from validation.sampling.reaching import Listed
from validation.study import Document

WHOLE = "all"
UNKNOWN = "unknown"
Groups = dict[str, list[Contact]]


class Stratum(Document):
    """A part of the list: how many it has, how many were drawn, how many each of them is for."""

    name: str
    population: int
    drawn: int
    weight: float


class Drawn(Document):
    """How a sample was drawn, so that it can be drawn again; it names nobody."""

    seed: int
    frame: str | None = Field(None, description="the name of the list, where it is a kept one")
    attributes: tuple[str, ...] = ()
    population: int
    wanted: int
    drawn: int
    strata: tuple[Stratum, ...]
    notes: tuple[str, ...] = ()
    listed: Listed | None = Field(None, description="what the list held when it was drawn from")


@dataclass(frozen=True, slots=True)
class Pick:
    """A contact that was drawn, with its stratum, weight N/n and the stratum's population N."""

    contact: Contact
    stratum: str
    weight: float
    population: int


@dataclass(frozen=True, slots=True)
class Sample:
    """Those drawn, stratum by stratum, and how they were."""

    picks: tuple[Pick, ...]
    drawn: Drawn


def draw_sample(
    contacts: Iterable[Contact],
    *,
    strata: Sequence[str] = (),
    wanted: int | Mapping[str, int],
    seed: int,
) -> Sample:
    """Return a random sample without replacement, stratified by attributes of the contacts.

    In each stratum of N contacts those n are drawn that get the smallest of N random numbers
    (Fan, Muller and Rezucha 1962), so that everyone has the same chance n/N and counts for N/n.
    The order of the contacts changes nothing, nor do keys that the store gave: they are put in
    order by their addresses' hashes, and who has no address by the key.

    Args:
        contacts: those who can be reached.
        strata: attributes by whose values the list is divided.
        wanted: how many in all, shared out in proportion; or how many of each stratum.
        seed: of the random numbers.

    Raises:
        SamplingError: there is nobody to draw from, nobody of whom an attribute is known, or fewer
            invitations than strata.

    >>> people = [Contact(f"c{n}", None, "en", "consent") for n in range(100)]
    >>> sample = draw_sample(people, wanted=10, seed=1)
    >>> len(sample.picks), sample.picks[0].weight
    (10, 10.0)
    """
    ordered = sorted(contacts, key=lambda contact: (contact.sha256 or "", contact.key))
    if not ordered or wanted == 0:
        found = "nobody who can be reached" if not ordered else "no invitations"
        raise SamplingError(f"sample: found {found}, must be one at least. Look at the list.")
    _check_attributes(ordered, strata)
    groups = _divide(ordered, strata)
    sizes = {name: len(members) for name, members in groups.items()}
    parts = allocate(sizes, wanted) if isinstance(wanted, int) else check_allocation(sizes, wanted)
    rng = np.random.default_rng(seed)
    picks = [pick for name in groups for pick in _draw(name, groups[name], parts[name], rng)]
    table = tuple(_stratum(name, sizes[name], parts[name]) for name in groups)
    drawn = Drawn(
        seed=seed,
        attributes=tuple(strata),
        population=len(ordered),
        wanted=wanted if isinstance(wanted, int) else sum(wanted.values()),
        drawn=len(picks),
        strata=table,
        notes=tuple(_notes(table, wanted, len(ordered))),
    )
    return Sample(tuple(picks), drawn)


def stratum_of(contact: Contact, strata: Sequence[str]) -> str:
    """Return the name of a contact's stratum: the values of its attributes.

    >>> stratum_of(Contact("a", None, "en", "consent", {"region": "north"}), ["region", "tenure"])
    'north / unknown'
    """
    values = [contact.attributes.get(name, "") or UNKNOWN for name in strata]
    return " / ".join(value.replace("/", "//") for value in values) or WHOLE


def _check_attributes(contacts: Sequence[Contact], strata: Sequence[str]) -> None:
    known = {name for one in contacts for name, text in one.attributes.items() if text}
    there = ", ".join(sorted(known)) or "none"
    problems = [
        Problem("strata", repr(name), f"an attribute of the contacts ({there})", "Mend either.")
        for name in strata
        if name not in known
    ]
    if problems:
        raise SamplingError("The list cannot be divided as the study says.", problems)


def _divide(contacts: Sequence[Contact], strata: Sequence[str]) -> Groups:
    groups: Groups = {}
    for contact in contacts:
        groups.setdefault(stratum_of(contact, strata), []).append(contact)
    return dict(sorted(groups.items()))


def _draw(
    name: str, members: Sequence[Contact], n: int, rng: np.random.Generator
) -> Iterable[Pick]:
    smallest = np.argsort(rng.random(len(members)), kind="stable")[:n]
    weight = len(members) / n
    return (Pick(members[at], name, weight, len(members)) for at in smallest.tolist())


def _stratum(name: str, population: int, drawn: int) -> Stratum:
    return Stratum(name=name, population=population, drawn=drawn, weight=population / drawn)


def _notes(
    strata: Sequence[Stratum], wanted: int | Mapping[str, int], population: int
) -> Iterable[str]:
    if isinstance(wanted, int) and wanted > population:
        yield f"{wanted} were wanted and the list has {population}: everybody is asked."
    for stratum in strata:
        if stratum.drawn < min(LEAST, stratum.population):
            yield (
                f"stratum {stratum.name}: one of {stratum.population} is drawn, so its variance "
                "cannot be estimated. Invite more, or divide the list less."
            )
        elif stratum.population == 1:
            yield f"stratum {stratum.name}: has one contact only, who is drawn for certain."
