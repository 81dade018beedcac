"""What weighting did: how far each margin was off, and what evening it out cost."""

from dataclasses import dataclass

from validation.study import Document


class MarginLine(Document):
    """One level of a margin: its respondents, and its share before and after weighting."""

    item: str
    level: str
    n: int
    target: float
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Weighting:
    """The price of unequal weights (Kish 1965, 1992), and the balance of each margin."""

    n: int
    deff: float
    n_effective: float
    largest: float
    balance: tuple[MarginLine, ...] = ()
