"""Claims about a share: 60 % do, think, met or chose something."""

from typing import Literal

from pydantic import Field

from validation.claims.bounded import Options
from validation.claims.one_number import OneNumberClaim
from validation.claims.quantities import ShareOf


class ShareClaim(OneNumberClaim):
    """A share of the audience gave one of the answers named.

    >>> ShareClaim(kind="share", item="channel", options=["search"], at_least=0.6).region()
    Region(low=0.6, high=inf)
    """

    kind: Literal["share"]
    options: Options = ()
    start: float | None = Field(None, alias="from")
    end: float | None = Field(None, alias="to")

    def quantity(self) -> ShareOf:
        """Return the share that gave one of the answers."""
        return ShareOf(self.options, self.start, self.end)

    def _counts_nothing(self) -> bool:
        return not self.options and self.start is None and self.end is None
