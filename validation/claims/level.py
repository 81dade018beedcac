"""Claims about a level: rated 7.5 or higher on average."""

from typing import Literal

from validation.claims.one_number import OneNumberClaim
from validation.claims.quantities import LevelOf


class LevelClaim(OneNumberClaim):
    """The mean of a rating or number lies where it is claimed to.

    >>> LevelClaim(kind="level", item="quality", between=[6, 8]).region()
    Region(low=6.0, high=8.0)
    """

    kind: Literal["level"]

    def quantity(self) -> LevelOf:
        """Return the mean."""
        return LevelOf()
