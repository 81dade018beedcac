"""Every claim against its threshold: estimates, intervals, and where the claims are true."""

from collections.abc import Iterator
from typing import get_args

from validation.reporting.formatting import Kind
from validation.reporting.model import Chart, Forest, Mark, Table
from validation.reporting.setting import Line, Setting
from validation.verdicts import Verdict

MOST = 8
SETTLED = (Verdict.SUPPORTED, Verdict.REFUTED, Verdict.INCONCLUSIVE)


def build_forests(setting: Setting) -> tuple[Chart, ...]:
    """Return one chart a kind of number, or several where the claims are many."""
    return tuple(chart for kind in get_args(Kind) for chart in _panels(kind, setting))


def parted(lines: list[Line], most: int = MOST) -> Iterator[list[Line]]:
    """Yield the lines in parts of nearly the same length, none longer than `most`."""
    parts = -(-len(lines) // most)
    for part in range(parts):
        yield lines[len(lines) * part // parts : len(lines) * (part + 1) // parts]


def _panels(kind: Kind, setting: Setting) -> Iterator[Chart]:
    lines = [line for line in setting.lines if line.reading.kind == kind and _is_drawn(line)]
    parts = list(parted(lines))
    for number, part in enumerate(parts, start=1):
        title = setting.words(f"forest_{kind}")
        if len(parts) > 1:
            title = setting.words("part_of", title=title, part=number, parts=len(parts))
        yield _chart(f"forest-{kind.replace('_', '-')}-{number}", title, part, setting)


def _is_drawn(line: Line) -> bool:
    return line.shown.estimate is not None and line.verdict.verdict in SETTLED


def _chart(name: str, title: str, lines: list[Line], setting: Setting) -> Chart:
    told = {
        str(verdict): ", ".join(
            str(line.number) for line in lines if line.verdict.verdict is verdict
        )
        or setting.words("none")
        for verdict in SETTLED
    }
    return Chart(
        id=name,
        title=title,
        conclusion=setting.words("forest_conclusion", **told),
        picture=_picture(lines, setting),
        table=_table(title, lines, setting),
        language=setting.words.language,
    )


def _picture(lines: list[Line], setting: Setting) -> Forest:
    return Forest(
        kind=lines[0].reading.kind,
        marks=tuple(_mark(line, setting) for line in lines),
        legend=tuple((verdict, setting.verdict(verdict)) for verdict in SETTLED),
        region=setting.words("legend_region"),
    )


def _mark(line: Line, setting: Setting) -> Mark:
    estimate = line.shown.estimate or 0.0
    low, high = (estimate if end is None else end for end in line.ends)
    value = setting.words(
        "forest_value",
        estimate=setting.figure(line, estimate),
        interval=setting.interval(line),
        claimed=setting.claimed(line),
    )
    return Mark(setting.says(line), value, line.verdict.verdict, estimate, low, high, line.bounds)


def _table(title: str, lines: list[Line], setting: Setting) -> Table:
    names = ("hypothesis", "verdict", "claimed", "estimate", "interval", "n", "p_adjusted")
    rows = (
        (
            setting.says(line),
            setting.verdict(line.verdict.verdict),
            setting.claimed(line),
            setting.figure(line, line.shown.estimate),
            setting.interval(line),
            setting.count(line.shown.n),
            setting.numerals.probability(line.shown.p_adjusted),
        )
        for line in lines
    )
    columns = tuple(setting.words(name) for name in names)
    return Table(title, columns, tuple(rows), words=2)
