"""One number ahead of several rivals: every lead must hold, and one that fails refutes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from validation.claims.base import Compared, Outcome
from validation.claims.effect_sizes import share_gap_effect
from validation.claims.measured import Measured


@dataclass(frozen=True, slots=True)
class Lead:
    """A share less that of a rival, and the middle of the two."""

    found: Measured
    middle: float


def outcome_of_leads(
    leads_at: Callable[[float], Sequence[Lead]], confidence: float, groups: tuple[Compared, ...]
) -> Outcome:
    """Return the smallest lead, with the interval that the verdict shows.

    All leads must hold, each at full confidence (intersection–union; Berger 1982); the claim is
    refuted where one fails, at a confidence shared by all (Holm 1979, of which the first step
    decides). So the smallest lead lies from the least of the lower ends to the least of the upper,
    simultaneous, ones.

    Args:
        leads_at: the leads over all rivals, with intervals at a confidence.
        confidence: of the claim.
        groups: what is known of whom the leads are about.
    """
    leads = leads_at(confidence)
    shared = leads_at(1 - (1 - confidence) / len(leads))
    sides = [lead.found.sides(0.0) for lead in leads]
    support = max(2 * above for _, above in sides)
    refute = len(leads) * min(2 * below for below, _ in sides)
    smallest = min(leads, key=lambda lead: lead.found.estimate.estimate)
    estimate = replace(
        smallest.found.estimate,
        ci_low=min(lead.found.estimate.ci_low for lead in leads),
        ci_high=min(lead.found.estimate.ci_high for lead in shared),
    )
    effect = share_gap_effect(estimate, smallest.middle)
    return Outcome(estimate, min(1.0, support), min(1.0, refute), groups, effect_size=effect)
