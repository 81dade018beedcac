"""The report as documents: everything that a page, a mail or a chart shows is a field of these."""

from dataclasses import dataclass, field

from validation.reporting.formatting import Kind
from validation.reporting.trend_picture import TrendPicture
from validation.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known, with its name."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts under named columns; the first `words` columns are words, others numbers."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1


@dataclass(frozen=True, slots=True)
class Mark:
    """One claim in a forest plot."""

    label: str
    value: str
    verdict: Verdict
    estimate: float
    low: float
    high: float
    bounds: tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Forest:
    """Claims on one axis: estimates with their intervals, and where each claim is true."""

    kind: Kind
    marks: tuple[Mark, ...]
    legend: tuple[tuple[Verdict, str], ...]
    region: str


@dataclass(frozen=True, slots=True)
class Point:
    """One stage on the curve of experience."""

    label: str
    value: str
    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The experience over the stages, from 0, the worst, to 100, the best."""

    points: tuple[Point, ...]
    plus: str
    minus: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a scale, its ends from −1 to 1 about the middle, and its share."""

    first: float
    last: float
    share: float

    @property
    def place(self) -> float:
        """Where its middle lies."""
        return (self.first + self.last) / 2

    @property
    def side(self) -> int | None:
        """−1 below the middle of the scale, 0 at it, 1 above; None where it lies on both sides."""
        if self.first * self.last > 0:
            return -1 if self.first < 0 else 1
        return 0 if self.first == self.last else None


@dataclass(frozen=True, slots=True)
class Bar:
    """One rated item as a bar about the middle of its scale."""

    label: str
    value: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Rated items, the best first."""

    bars: tuple[Bar, ...]
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What the answers say of a claim, and what each role had expected."""

    label: str
    value: str
    estimate: float
    low: float
    high: float
    forecasts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Expectations:
    """Forecasts of workshop roles beside the answers, on one axis."""

    kind: Kind
    rows: tuple[Expected, ...]
    roles: tuple[str, ...]
    answered: str


Picture = Forest | Curve | Bars | Expectations | TrendPicture


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its conclusion in words, which is its alternative text, and its numbers."""

    id: str
    title: str
    conclusion: str
    picture: Picture
    table: Table
    language: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the answers say of one hypothesis, in a sentence."""

    number: int
    id: str
    says: str
    verdict: Verdict
    sentence: str
    about: str
    notes: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The hypotheses of one verdict."""

    verdict: Verdict
    word: str
    heading: str
    count: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """Where across the audience the hypotheses hold, by one variable."""

    title: str
    table: Table
    levels: Table


@dataclass(frozen=True, slots=True)
class Heard:
    """Who was heard, who could not be, and what is assumed therefore."""

    sentences: tuple[str, ...]
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """How verdicts were reached."""

    sentences: tuple[str, ...]
    facts: tuple[Fact, ...]
    deviations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One item with its wording, its base and the answers to it."""

    id: str
    text: str
    base: str
    notes: tuple[str, ...]
    table: Table | None


@dataclass(frozen=True, slots=True)
class Part:
    """The items of one part of the questionnaire."""

    title: str
    items: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that a wave says of a study, in one language."""

    language: str
    title: str
    about: str
    facts: tuple[Fact, ...]
    cautions: tuple[str, ...]
    groups: tuple[Group, ...]
    forests: tuple[Chart, ...]
    curve: Chart | None
    ratings: tuple[Chart, ...]
    expectations: tuple[Chart, ...]
    splits: tuple[Split, ...]
    heard: Heard
    method: Method
    parts: tuple[Part, ...]
    hides: str = field(default="")
