"""What became of everybody who was drawn, in the words of the AAPOR."""

from collections.abc import Iterable
from typing import Literal

from validation.fieldwork.invitations import InvitationFacts

Disposition = Literal[
    "complete", "partial", "refusal", "implicit_refusal", "break_off", "non_contact", "other",
    "not_invited", "nothing_returned", "undelivered", "not_eligible",
]  # fmt: skip
Group = Literal["I", "P", "R", "NC", "O", "UH", "UO", "NE"]

# AAPOR, Standard Definitions, 9th edition (2016), internet surveys of specifically named persons.
CODES: dict[Disposition, str] = {
    "complete": "1.1",
    "partial": "1.2",
    "refusal": "2.111",
    "implicit_refusal": "2.1121",
    "break_off": "2.12",
    "non_contact": "2.20",
    "other": "2.30",
    "not_invited": "3.11",
    "nothing_returned": "3.19",
    "undelivered": "3.30",
    "not_eligible": "4.10",
}
GROUPS: dict[Disposition, Group] = {
    "complete": "I",
    "partial": "P",
    "refusal": "R",
    "implicit_refusal": "R",
    "break_off": "R",
    "non_contact": "NC",
    "other": "O",
    "not_invited": "UH",
    "nothing_returned": "UH",
    "undelivered": "UO",
    "not_eligible": "NE",
}
ENOUGH = 0.5  # of the applicable items: fewer answers are a break-off (AAPOR's first example)
REFUSING = frozenset({"unsubscribed", "complained", "erased"})


def disposition(invitation: InvitationFacts) -> Disposition:
    """Return the final disposition of somebody who was drawn.

    Who unsubscribes, complains or has the answers erased has refused; who opened the link and
    answered nothing, by implication. Answers that are still there count, also those that were cut
    from an invitation before its owner was erased. A bounced invitation leaves open whether there
    is anybody who should have answered (3.30), as does silence (3.19).

    >>> disposition(InvitationFacts("a"))
    'not_invited'
    """
    found: tuple[tuple[bool, Disposition], ...] = (
        (invitation.ineligible, "not_eligible"),
        (invitation.answered_at is not None, "complete"),
        (invitation.declined_at is not None, "refusal"),
        (invitation.partial, _unfinished(invitation.share)),
        (invitation.dropped is not None, "refusal"),
        (_left(invitation) and invitation.suppressed in REFUSING, "refusal"),
        (invitation.started_at is not None, "implicit_refusal"),
        (invitation.undeliverable, "undelivered"),
        (_left(invitation), "nothing_returned"),
    )
    return next((name for holds, name in found if holds), "not_invited")


def count_dispositions(
    invitations: Iterable[InvitationFacts], *, weighted: bool = False
) -> dict[Disposition, float]:
    """Return how many have each disposition, or what they weigh by their chance to be drawn."""
    counts: dict[Disposition, float] = dict.fromkeys(CODES, 0.0)
    for one in invitations:
        weight = one.weight if weighted else None
        counts[disposition(one)] += 1.0 if weight is None else weight
    return counts


def _unfinished(share: float | None) -> Disposition:
    return "partial" if share is None or share >= ENOUGH else "break_off"


def _left(invitation: InvitationFacts) -> bool:
    return any(message.left for message in invitation.messages.values())
