"""What every part of a report is written with: the material, and the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass

from validation.reporting.disclosure import ShownFigures, guard_figures
from validation.reporting.formatting import Numerals, Words
from validation.reporting.labels import Labels
from validation.reporting.material import Material
from validation.reporting.readings import Reading, reading_of
from validation.study import Hypothesis
from validation.verdicts import HypothesisVerdict

Bounds = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Line:
    """One hypothesis with its verdict, as far as it may be shown."""

    number: int
    hypothesis: Hypothesis
    verdict: HypothesisVerdict
    shown: ShownFigures
    reading: Reading

    @property
    def bounds(self) -> Bounds:
        """Where the claim is true."""
        return (self.verdict.low, self.verdict.high)

    @property
    def ends(self) -> Bounds:
        """The ends of the interval."""
        return (self.shown.ci_low, self.shown.ci_high)


class Setting:
    """The material of a report, and its words, labels and numbers in one language.

    Args:
        material: what is reported.
        words: the words around it, in the language of the reader.
    """

    def __init__(self, material: Material, words: Words) -> None:
        self.material = material
        self.words = words
        self.numerals = Numerals(words)
        self.labels = Labels(material.study, material.questionnaire, words.language)
        self.lines: tuple[Line, ...] = tuple(_lines(material))

    def says(self, line: Line) -> str:
        """Return a hypothesis by its number and statement."""
        statement = self.labels.say(line.hypothesis.says)
        return self.words("numbered", number=line.number, text=statement)

    def count(self, n: int | None) -> str:
        """Return a number of respondents, or that it is hidden."""
        return self.words("hidden") if n is None else self.numerals.integer(n)

    def figure(self, line: Line, value: float | None) -> str:
        """Return a number in the unit of a hypothesis."""
        return self.numerals.figure(value, line.reading.kind, self.digits(line))

    def interval(self, line: Line) -> str:
        """Return the interval of a hypothesis."""
        return self.numerals.interval(line.ends, line.reading.kind, self.digits(line))

    def digits(self, line: Line) -> int | None:
        """Return the decimals of a hypothesis, None for those of its unit."""
        if not line.reading.yearly:
            return None
        return self.numerals.rate((line.shown.estimate, *line.ends), line.reading.kind)

    def claimed(self, line: Line) -> str:
        """Return where the claim of a hypothesis is true."""
        return self.numerals.claimed(line.bounds, line.reading.kind)

    def role(self, name: str) -> str:
        """Return what a role of the workshop is called, by its own name where it is a rare one."""
        key = "role_" + name.lower().replace(" ", "_").replace("-", "_")
        return self.words(key) if key in self.words else name.replace("_", " ")

    def verdict(self, name: str) -> str:
        """Return the word for a verdict."""
        return self.words(f"verdict_{name.replace(' ', '_')}")


def _lines(material: Material) -> Iterator[Line]:
    verdicts = {one.id: one for one in material.assessment.hypotheses}
    told = [one for one in material.study.hypotheses if one.id in verdicts]
    for number, hypothesis in enumerate(told, start=1):
        verdict = verdicts[hypothesis.id]
        yield Line(
            number,
            hypothesis,
            verdict,
            guard_figures(verdict, material.floor),
            reading_of(hypothesis.claim),
        )
