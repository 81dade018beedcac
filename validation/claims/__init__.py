"""Kinds of claim: what to ask, how many answers, does it hold; and the frame they look at."""

from typing import Annotated

from pydantic import Field

from validation.claims.alike import Alike
from validation.claims.association import AssociationClaim
from validation.claims.base import (
    BaseClaim,
    Compared,
    Outcome,
    Region,
    UnansweredError,
    UndividedError,
    WavesError,
)
from validation.claims.columns import (
    Choices,
    Column,
    Missing,
    Numbers,
    Rankings,
    Selections,
    missing_name,
    smallest_type,
)
from validation.claims.comparison import ComparisonClaim
from validation.claims.difference import DifferenceClaim
from validation.claims.distribution import DistributionClaim
from validation.claims.drop_off import DropOffClaim
from validation.claims.effect_sizes import EffectName, EffectSize, Magnitude
from validation.claims.equivalence import EquivalenceClaim
from validation.claims.frame import Frame
from validation.claims.level import LevelClaim
from validation.claims.measures import Asked, ItemType, Measure, Unit
from validation.claims.ordinal import OrdinalClaim
from validation.claims.over_waves import ChangeClaim, OverWavesClaim, TrendClaim
from validation.claims.ranking import RankingClaim
from validation.claims.score import ScoreClaim
from validation.claims.share import ShareClaim
from validation.claims.tables import from_pandas, to_pandas

Claim = Annotated[
    ShareClaim
    | LevelClaim
    | ScoreClaim
    | DifferenceClaim
    | ComparisonClaim
    | OrdinalClaim
    | RankingClaim
    | DistributionClaim
    | AssociationClaim
    | EquivalenceClaim
    | DropOffClaim
    | ChangeClaim
    | TrendClaim,
    Field(discriminator="kind"),
]

__all__ = [
    "Alike",
    "Asked",
    "BaseClaim",
    "ChangeClaim",
    "Choices",
    "Claim",
    "Column",
    "Compared",
    "EffectName",
    "EffectSize",
    "Frame",
    "ItemType",
    "Magnitude",
    "Measure",
    "Missing",
    "Numbers",
    "Outcome",
    "OverWavesClaim",
    "Rankings",
    "Region",
    "Selections",
    "TrendClaim",
    "UnansweredError",
    "UndividedError",
    "Unit",
    "WavesError",
    "from_pandas",
    "missing_name",
    "smallest_type",
    "to_pandas",
]
