"""The trend report as documents: everything that its page shows is a field of these."""

from dataclasses import dataclass

from validation.reporting.model import Table
from validation.reporting.trend_picture import Marker, TrendPicture


@dataclass(frozen=True, slots=True)
class Multiple:
    """One of many small pictures, its conclusion in words, and the numbers behind it."""

    id: str
    title: str
    value: str
    conclusion: str
    picture: TrendPicture | None
    table: Table
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that is news: a sign, of which hypothesis, perhaps of which group, and what."""

    sign: str
    says: str
    about: str
    sentence: str
    number: int
    change: bool
    also: str = ""


@dataclass(frozen=True, slots=True)
class Levels:
    """The same hypothesis in each level of a segment."""

    title: str
    multiples: tuple[Multiple, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """One hypothesis over all waves."""

    number: int
    says: str
    stands: str
    whole: Multiple
    across: tuple[Levels, ...]


@dataclass(frozen=True, slots=True)
class TrendReport:
    """All that the waves of a study say together, in one language."""

    language: str
    title: str
    about: str
    headline: str
    cautions: tuple[str, ...]
    changed: tuple[Told, ...]
    besides: tuple[Told, ...]
    legend: tuple[tuple[Marker, str], ...]
    explained: str
    followed: tuple[Followed, ...]
    budget: tuple[str, ...]
    waves: Table
    attrition: Table | None
    hides: str
