"""Who is drawn: the list of contacts, the sample, the invitations it takes, the contact budget."""

from validation.sampling.budget import Budget, budget, rest_until
from validation.sampling.contacts import (
    BASES,
    Basis,
    Contact,
    hash_address,
    offered_language,
)
from validation.sampling.drawing import Drawn, Pick, Sample, Stratum, draw_sample
from validation.sampling.reaching import Listed, Reach, count_listed, reach
from validation.sampling.reading import ContactList, Duplicate, read_address, read_contacts
from validation.sampling.required import Required, required_invitations

__all__ = [
    "BASES",
    "Basis",
    "Budget",
    "Contact",
    "ContactList",
    "Drawn",
    "Duplicate",
    "Listed",
    "Pick",
    "Reach",
    "Required",
    "Sample",
    "Stratum",
    "budget",
    "count_listed",
    "draw_sample",
    "hash_address",
    "offered_language",
    "reach",
    "read_address",
    "read_contacts",
    "required_invitations",
    "rest_until",
]
