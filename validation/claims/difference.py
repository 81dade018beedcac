"""Claims about two groups: one does, rates or recommends more than the other."""

from typing import Literal

from validation.claims.base import Outcome, outcome_of
from validation.claims.bounded import LeadClaim
from validation.claims.columns import Booleans
from validation.claims.contrasted import ContrastClaim
from validation.claims.frame import Frame
from validation.claims.two_groups import HigherLowerClaim


class DifferenceClaim(HigherLowerClaim, ContrastClaim, LeadClaim):
    """A share, level or score is higher in one segment than in another, by a margin."""

    kind: Literal["difference"]

    def outcome(self, frame: Frame, where: Booleans, confidence: float) -> Outcome:
        """Return the difference of the two groups, and what is known of each.

        Raises:
            UnansweredError: nobody of one of the groups answered.
        """
        gap = self.gap(frame, where, confidence)
        return outcome_of(gap.found, self.region(), gap.groups, gap.effect_size)
