"""Claims about a score: a Net Promoter Score above 30."""

from typing import Literal

from validation.claims.one_number import OneNumberClaim
from validation.claims.quantities import SCORES, Quantity, ScoreName


class ScoreClaim(OneNumberClaim):
    """A score of a rating lies where it is claimed to.

    >>> ScoreClaim(kind="score", score="nps", item="recommend", at_least=30).unit()
    'points'
    """

    kind: Literal["score"]
    score: ScoreName

    def quantity(self) -> Quantity:
        """Return the score."""
        return SCORES[self.score]
