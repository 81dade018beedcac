"""Verdicts and what they rest on, as documents that can be kept and shown."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from validation.claims import EffectName, Magnitude
from validation.language import LocalizedText
from validation.responses import FlagKind, FlagReason
from validation.study import Aspect, Document, Id
from validation.verdicts.hearing import Hearing

SYMBOLS: dict[EffectName, str] = {
    "cohen_h": "h",
    "cohen_d": "d",
    "cohen_dz": "dz",
    "cohen_w": "w",
    "cliff_delta": "δ",
    "spearman_rho": "ρ",
    "cramers_v": "V",
}


class Verdict(StrEnum):
    """What the answers say of a hypothesis."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    INCONCLUSIVE = "inconclusive"
    TOO_FEW = "too few answers"


class Shortage(Document):
    """What a verdict lacks: which group has too little of what."""

    group: str
    what: Literal["n", "n_effective", "df", "answers", "waves"]
    found: float
    must: float


class Test(Document):
    """A test beside the verdict, such as Rao and Scott's of independence."""

    __test__ = False  # not a test case, whatever its name

    name: str
    statistic: float
    df_num: float | None
    df: float | None
    p_value: float


class Effect(Document):
    """An effect without unit, and the interval that the estimate's becomes on its scale.

    `cohen_h` is the distance of two shares, `cohen_d` and `cohen_dz` that of means in standard
    deviations of the answers and of the differences, `cohen_w` that of all shares from those
    claimed (Cohen 1988), `cliff_delta` twice the probability of superiority less 1 (Cliff 1993).
    """

    name: EffectName
    value: float
    ci_low: float | None = None
    ci_high: float | None = None
    magnitude: Magnitude | None = Field(
        None, description="the usual word (Cohen 1988; of cliff_delta Romano et al. 2006)"
    )

    @property
    def symbol(self) -> str:
        """The letter that the field writes for it.

        >>> Effect(name="cliff_delta", value=0.3).symbol
        'δ'
        """
        return SYMBOLS[self.name]


class Figures(Document):
    """An estimate with its unadjusted interval; null where there is none."""

    estimate: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    p_value: float | None = None
    p_adjusted: float | None = None
    n: int = 0
    n_effective: float | None = None
    deff: float | None = None
    se: float | None = None
    df: float | None = None
    interval: float | None = Field(
        None, description="confidence of the interval: 1 − 2α where sameness is claimed"
    )
    effect_size: Effect | None = None
    verdict: Verdict
    shortages: tuple[Shortage, ...] = ()


class SegmentVerdict(Figures):
    """What one segment alone says; an exploratory family of its own."""

    variable: Id
    level: str


class Heterogeneity(Document):
    """Whether a segment's levels differ among themselves; not significant is not sameness."""

    variable: Id
    supported: int
    refuted: int
    open: int
    only_among: tuple[str, ...] = Field(
        (), description="the levels where it holds, if it is refuted at every other level"
    )
    test: Test | None = None


class Gap(Document):
    """What a workshop role expected, against what the audience answered."""

    role: str
    forecast: float
    gap: float | None = Field(description="forecast − estimate")
    outside: bool | None = Field(description="whether the interval excludes the forecast")


class HypothesisVerdict(Figures):
    """All that one wave says of one hypothesis."""

    id: Id
    kind: str
    says: LocalizedText
    caveat: LocalizedText | None
    stage: Id | None
    aspect: Aspect | None
    persona: Id | None
    unit: Literal["share", "points", "scale", "correlation"]
    low: float | None = Field(description="the claim is true from here")
    high: float | None = Field(description="the claim is true up to here")
    wide: bool = Field(default=False, description="the interval fails the NCHS width rule")
    smallest_effect: float = Field(description="the departure from the bound that matters")
    answers_needed: int | None = Field(
        None, description="for 80 % power at the smallest effect that matters, in a new wave"
    )
    segments: tuple[SegmentVerdict, ...] = ()
    heterogeneity: tuple[Heterogeneity, ...] = ()
    gaps: tuple[Gap, ...] = ()
    beside: tuple[Test, ...] = ()


class FlagCount(Document):
    """How many responses have one kind of flag, and from which evidence on it is raised."""

    kind: FlagKind
    n: int
    threshold: float


class Differing(Document):
    """A hypothesis whose verdict would be another one, were flagged responses treated otherwise."""

    id: Id
    verdict: Verdict
    otherwise: Verdict
    estimate: float | None
    otherwise_estimate: float | None


class Screened(Document):
    """Which responses are flagged, and whether they make the verdicts.

    `differing` are the hypotheses whose verdict is another one without the flagged responses or,
    where the plan leaves them out, with them.
    """

    n: int = Field(description="responses with a flag of any kind")
    flags: tuple[FlagCount, ...]
    unknown: dict[FlagKind, FlagReason] = Field(
        default_factory=dict, description="kinds that could not be looked at, and why"
    )
    left_out: bool = Field(default=False, description="whether the verdicts leave the flagged out")
    compared: bool = Field(description="false where the responses cannot be weighted otherwise")
    differing: tuple[Differing, ...] = ()


class Assessment(Document):
    """All verdicts of a wave under one decision rule."""

    study: Id
    plan_hash: str
    n: int
    confidence: float
    adjust: str
    hearing: Hearing
    family: int = Field(description="how many claims the correction is for")
    hypotheses: tuple[HypothesisVerdict, ...]
    screened: Screened | None = Field(
        None, description="null in assessments of before responses were screened"
    )
