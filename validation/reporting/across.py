"""Where across the audience the hypotheses hold: every declared segment, in words and numbers."""

from collections.abc import Iterator

from validation.reporting.disclosure import ShownSegment, guard_segments
from validation.reporting.model import Split, Table
from validation.reporting.setting import Line, Setting
from validation.verdicts import Heterogeneity, Verdict


def build_splits(setting: Setting) -> tuple[Split, ...]:
    """Return the segments, one split a variable."""
    variables = (one.variable for line in setting.lines for one in line.verdict.heterogeneity)
    return tuple(_split(variable, setting) for variable in dict.fromkeys(variables))


def across_notes(line: Line, setting: Setting) -> Iterator[str]:
    """Yield where a hypothesis with a verdict holds, one sentence a segment variable."""
    answered = line.verdict.verdict is not Verdict.TOO_FEW
    for one in line.verdict.heterogeneity if answered else ():
        title = setting.labels.item(one.variable)
        yield setting.words("across_told", title=title, told=_words(line, one, setting))


def _split(variable: str, setting: Setting) -> Split:
    title = setting.labels.item(variable)
    return Split(title, _table(title, variable, setting), _levels(title, variable, setting))


def _table(title: str, variable: str, setting: Setting) -> Table:
    names = ("hypothesis", "across", "levels_differ")
    rows = (
        (setting.says(line), _words(line, one, setting), _difference(one, setting))
        for line in setting.lines
        for one in line.verdict.heterogeneity
        if one.variable == variable
    )
    return Table(title, tuple(setting.words(name) for name in names), tuple(rows), words=2)


def _words(line: Line, one: Heterogeneity, setting: Setting) -> str:
    if not line.verdict.n:
        return setting.words("across_nobody")
    counts = {"supported": one.supported, "refuted": one.refuted, "open": one.open}
    told = setting.words("across_words", **counts)
    if not one.only_among:
        return told
    levels = ", ".join(setting.labels.answer(one.variable, level) for level in one.only_among)
    return setting.words("across_only", told=told, levels=levels)


def _difference(one: Heterogeneity, setting: Setting) -> str:
    return setting.numerals.probability(one.test.p_value if one.test else None)


def _levels(title: str, variable: str, setting: Setting) -> Table:
    names = ("hypothesis", "level", "verdict", "estimate", "interval", "n")
    rows = (
        _level(line, segment, setting)
        for line in setting.lines
        for segment in _shown(line, variable, setting)
    )
    caption = setting.words("levels_of", title=title)
    columns = tuple(setting.words(name) for name in names)
    return Table(caption, columns, tuple(rows), words=3)


def _shown(line: Line, variable: str, setting: Setting) -> Iterator[ShownSegment]:
    shown = guard_segments(line.verdict.segments, setting.material.floor)
    return (one for one in shown if one.variable == variable)


def _level(line: Line, segment: ShownSegment, setting: Setting) -> tuple[str, ...]:
    figures, kind = segment.figures, line.reading.kind
    return (
        setting.says(line),
        setting.labels.answer(segment.variable, segment.level),
        setting.verdict(figures.verdict),
        setting.numerals.figure(figures.estimate, kind),
        setting.numerals.interval((figures.ci_low, figures.ci_high), kind),
        setting.count(figures.n),
    )
