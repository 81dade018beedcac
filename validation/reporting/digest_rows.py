"""The rows of a digest: one hypothesis each, with its numbers and two bars for the eye."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite

from validation.reporting.formatting import NONE, WHOLE
from validation.reporting.readings import Reading
from validation.reporting.sentences import verdict_sentence
from validation.reporting.setting import Bounds, Line, Setting
from validation.verdicts import Verdict

# What surprises comes first, what cannot be said yet comes last.
ORDER = (Verdict.REFUTED, Verdict.SUPPORTED, Verdict.INCONCLUSIVE, Verdict.TOO_FEW)
SIGNS = {
    Verdict.SUPPORTED: "●",
    Verdict.REFUTED: "✕",
    Verdict.INCONCLUSIVE: "□",
    Verdict.TOO_FEW: "–",
}
SHARES = (0.0, 1.0)
MARGIN = 0.06
LONGEST_STATEMENT = 200
LONGEST_NOTE = 240
UNBROKEN = "\u00a0\u202f"  # spaces at which no line ends


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of an axis in whole per cent of its length: before it, in it, and after it.

    >>> Stretch.of((0.5, None), (0.0, 1.0))
    Stretch(before=50, inside=50, after=0)
    """

    before: int
    inside: int
    after: int

    @classmethod
    def of(cls, ends: Bounds, axis: tuple[float, float]) -> "Stretch":
        """Return the part of an axis between two values; none is the end of the axis."""
        low, high = (_place(end, axis, at) for end, at in zip(ends, axis, strict=True))
        before = min(low, WHOLE - 1)
        inside = max(high - before, 1)  # so that the eye sees also what is very narrow
        return cls(before, inside, WHOLE - before - inside)


@dataclass(frozen=True, slots=True)
class Strip:
    """Where a claim is true, and below it where the interval of the answers lies."""

    claimed: Stretch
    answered: Stretch


@dataclass(frozen=True, slots=True)
class Row:
    """One hypothesis in a digest; `strip` is None where it has no interval to draw."""

    number: str
    says: str
    verdict: Verdict
    sign: str
    word: str
    estimate: str
    interval: str
    claimed: str
    n: str
    notes: tuple[str, ...]
    strip: Strip | None


def ordered(lines: Iterable[Line]) -> list[Line]:
    """Return hypotheses as a digest tells them: what is refuted, what holds, what is open."""
    return sorted(lines, key=lambda line: ORDER.index(line.verdict.verdict))


def build_rows(lines: Sequence[Line], setting: Setting) -> tuple[Row, ...]:
    """Return one row a hypothesis, in the order given."""
    return tuple(_row(line, _axis(line.reading, lines), setting) for line in lines)


def cut(text: str, longest: int) -> str:
    """Return a text on one line, its end left out where it is longer.

    >>> cut("A long statement", 8)
    'A long…'
    """
    line = "".join(_letter(letter) for letter in text)
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def _letter(letter: str) -> str:
    """Return a letter as it may stand in a line: no break, nothing that is not seen."""
    if letter.isprintable() or letter in UNBROKEN:
        return letter
    return " " if letter.isspace() else ""


def _row(line: Line, axis: tuple[float, float], setting: Setting) -> Row:
    verdict = line.verdict.verdict
    told = verdict is not Verdict.TOO_FEW
    return Row(
        number=setting.numerals.integer(line.number),
        says=cut(setting.labels.say(line.hypothesis.says), LONGEST_STATEMENT),
        verdict=verdict,
        sign=SIGNS[verdict],
        word=setting.verdict(verdict),
        estimate=setting.figure(line, line.shown.estimate) if told else NONE,
        interval=setting.interval(line) if told else NONE,
        # In a narrow column a line may end before the number, though not before its unit.
        claimed=setting.claimed(line).replace("\u00a0", " ", 1),
        n=setting.count(line.shown.n),
        notes=tuple(cut(note, LONGEST_NOTE) for note in _notes(line, setting) if note),
        strip=_strip(line, axis) if told else None,
    )


def _notes(line: Line, setting: Setting) -> Iterable[str]:
    if line.verdict.verdict is Verdict.TOO_FEW:
        yield verdict_sentence(line, setting)
    persona = setting.labels.persona(line.hypothesis.persona)
    if persona:
        yield setting.words("about_persona", persona=persona)
    yield setting.labels.say(line.verdict.caveat)


def _strip(line: Line, axis: tuple[float, float]) -> Strip | None:
    ends = [end for end in line.ends if end is not None and isfinite(end)]
    if len(ends) < len(line.ends):
        return None
    return Strip(Stretch.of(line.bounds, axis), Stretch.of(line.ends, axis))


def _axis(reading: Reading, lines: Iterable[Line]) -> tuple[float, float]:
    """Return the ends of an axis on which every number of a kind lies, those per year apart."""
    if reading.kind == "share":
        return SHARES
    unit = (reading.kind, reading.yearly)
    alike = [line for line in lines if (line.reading.kind, line.reading.yearly) == unit]
    ends = [end for line in alike for end in (*line.ends, *line.bounds) if end is not None]
    known = [end for end in ends if isfinite(end)] or list(SHARES)
    air = MARGIN * ((max(known) - min(known)) or 1.0)
    return min(known) - air, max(known) + air


def _place(value: float | None, axis: tuple[float, float], end: float) -> int:
    """Return where a value lies on an axis, in whole per cent of its length."""
    low, high = axis
    share = ((end if value is None else value) - low) / (high - low)
    return min(max(round(WHOLE * share), 0), WHOLE)
