"""Forests and expectations, drawn: a row a claim, its interval below its words."""

from collections.abc import Iterable, Iterator

from validation.reporting.canvas import INK, SOFT, TINT, Canvas, Style, ticks_of
from validation.reporting.formatting import Kind, Numerals
from validation.reporting.model import Expectations, Expected, Forest, Mark
from validation.verdicts import Verdict

SIGNS: dict[Verdict, Style] = {
    Verdict.SUPPORTED: {"marker": "o", "ms": 7, "color": "#0072B2"},
    Verdict.REFUTED: {"marker": "x", "ms": 7, "mew": 2.5, "color": "#D55E00"},
    Verdict.INCONCLUSIVE: {"marker": "s", "ms": 6, "mew": 1.8, "color": "#767676", "mfc": "white"},
}
REGION: Style = {"marker": "s", "ms": 9, "color": TINT, "mec": SOFT, "mew": 0.6}
ANSWERED: Style = {"marker": "o", "ms": 6, "color": INK}
ROLES: tuple[Style, ...] = (
    {"marker": "^", "ms": 7, "color": "#0072B2"},
    {"marker": "D", "ms": 6, "color": "#D55E00"},
    {"marker": "v", "ms": 7, "color": "#009E73"},
    {"marker": "P", "ms": 7, "color": "#CC79A7"},
    {"marker": "*", "ms": 9, "color": "#767676"},
    {"marker": "<", "ms": 7, "color": "#56B4E9"},
    {"marker": "h", "ms": 7, "color": "#A6761D"},
)
ROW = 20
REACH = 5
AIR = 7
MARGIN = 0.06
WHOLE: dict[Kind, tuple[float, float]] = {"share": (0.0, 1.0)}


def draw_forest(forest: Forest, numerals: Numerals) -> Canvas:
    """Return a forest: each claim's interval, and where the claim is true behind it."""
    marks = forest.marks
    values = (value for mark in marks for value in (mark.low, mark.high, *mark.bounds))
    canvas = Canvas(*_ends(forest.kind, values))
    signs = [(SIGNS[verdict], word) for verdict, word in forest.legend]
    canvas.legend([*signs, (REGION, forest.region)])
    top = canvas.y
    for mark in marks:
        canvas.write(mark.label)
        canvas.write(mark.value, small=True)
        _draw_mark(mark, canvas, _ends(forest.kind, _values(marks)))
        canvas.y += ROW + AIR
    canvas.axis(_ticks(forest.kind, _values(marks), numerals), top)
    return canvas


def draw_expectations(shown: Expectations, numerals: Numerals) -> Canvas:
    """Return answers with their intervals, and the forecast of each role by its own sign."""
    values = [value for row in shown.rows for value in _expected_values(row)]
    canvas = Canvas(*_ends(shown.kind, values))
    roles = [(_role(shown, role), role) for role in shown.roles]
    canvas.legend([(ANSWERED, shown.answered), *roles])
    top = canvas.y
    for row in shown.rows:
        canvas.write(row.label)
        canvas.write(row.value, small=True)
        _draw_expected(row, shown, canvas)
        canvas.y += ROW + AIR
    canvas.axis(_ticks(shown.kind, values, numerals), top)
    return canvas


def _draw_mark(mark: Mark, canvas: Canvas, ends: tuple[float, float]) -> None:
    y = canvas.y + ROW / 2
    low, high = (
        end if bound is None else bound for bound, end in zip(mark.bounds, ends, strict=True)
    )
    canvas.box((low, high), (y - REACH, y + REACH), color=TINT, zorder=1)
    for bound in mark.bounds:
        if bound is not None:
            canvas.line([bound, bound], [y - REACH - 2, y + REACH + 2], color=SOFT, lw=1.4)
    sign = SIGNS[mark.verdict]
    canvas.line([mark.low, mark.high], [y, y], color=sign["color"], lw=2, zorder=3)
    canvas.mark(mark.estimate, y, sign)


def _draw_expected(row: Expected, shown: Expectations, canvas: Canvas) -> None:
    y = canvas.y + ROW / 2
    canvas.box((row.low, row.high), (y - REACH, y + REACH), color="#c9d0d6", zorder=1)
    canvas.mark(row.estimate, y, ANSWERED)
    for role, forecast in row.forecasts:
        canvas.mark(forecast, y, _role(shown, role))


def _role(shown: Expectations, role: str) -> Style:
    return ROLES[shown.roles.index(role) % len(ROLES)]


def _values(marks: Iterable[Mark]) -> list[float | None]:
    return [value for mark in marks for value in (mark.low, mark.high, *mark.bounds)]


def _expected_values(row: Expected) -> Iterator[float]:
    yield from (row.low, row.high)
    yield from (forecast for _, forecast in row.forecasts)


def _ends(kind: Kind, values: Iterable[float | None]) -> tuple[float, float]:
    """Return the ends of an axis on which everything lies with a little air."""
    if kind in WHOLE:
        return WHOLE[kind]
    known = [value for value in values if value is not None]
    air = MARGIN * ((max(known) - min(known)) or 1.0)
    return min(known) - air, max(known) + air


def _ticks(
    kind: Kind, values: Iterable[float | None], numerals: Numerals
) -> Iterator[tuple[float, str]]:
    found = list(ticks_of(*_ends(kind, values)))
    for value in found:
        yield value, numerals.tick(value, kind, found)
