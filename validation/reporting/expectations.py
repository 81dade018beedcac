"""The perception gap: what each role of the workshop expected, beside what was answered."""

from validation.reporting.formatting import Kind
from validation.reporting.model import Chart, Expectations, Expected, Table
from validation.reporting.panels import Panel, build_panels
from validation.reporting.setting import Line, Setting
from validation.verdicts import Gap

APART: dict[Kind, Kind] = {"share": "share_gap", "points": "points_gap", "scale": "scale_gap"}


def build_expectations(setting: Setting) -> tuple[Chart, ...]:
    """Return charts of forecasts and answers, one a kind of number or several."""
    return build_panels("expected", setting, _is_drawn, _chart)


def _is_drawn(line: Line) -> bool:
    return line.shown.estimate is not None and bool(line.verdict.gaps)


def _chart(panel: Panel, setting: Setting) -> Chart:
    gaps = [gap for line in panel.lines for gap in line.verdict.gaps]
    outside = sum(1 for gap in gaps if gap.outside)
    conclusion = setting.words(
        "expected_conclusion",
        outside=setting.numerals.integer(outside),
        forecasts=setting.numerals.integer(len(gaps)),
    )
    return Chart(
        id=panel.id,
        title=panel.title,
        conclusion=conclusion,
        picture=_picture(panel.lines, setting),
        table=_table(panel, setting),
        language=setting.words.language,
    )


def _picture(lines: list[Line], setting: Setting) -> Expectations:
    roles = {setting.role(gap.role): None for line in setting.lines for gap in line.verdict.gaps}
    return Expectations(
        kind=lines[0].reading.kind,
        rows=tuple(_row(line, setting) for line in lines),
        roles=tuple(roles),
        answered=setting.words("answered"),
    )


def _row(line: Line, setting: Setting) -> Expected:
    estimate = line.shown.estimate or 0.0
    low, high = (estimate if end is None else end for end in line.ends)
    return Expected(
        label=setting.says(line),
        value=f"{setting.figure(line, estimate)} ({setting.interval(line)})",
        estimate=estimate,
        low=low,
        high=high,
        forecasts=tuple((setting.role(gap.role), gap.forecast) for gap in line.verdict.gaps),
    )


def _table(panel: Panel, setting: Setting) -> Table:
    names = ("hypothesis", "role", "beside_interval", "expected", "answered", "gap")
    columns = tuple(setting.words(name) for name in names)
    rows = (_gap(line, gap, setting) for line in panel.lines for gap in line.verdict.gaps)
    return Table(panel.title, columns, tuple(rows), words=3)


def _gap(line: Line, gap: Gap, setting: Setting) -> tuple[str, ...]:
    kind = line.reading.kind
    return (
        setting.says(line),
        setting.role(gap.role),
        setting.words("outside" if gap.outside else "inside"),
        setting.figure(line, gap.forecast),
        setting.figure(line, line.shown.estimate),
        setting.numerals.figure(gap.gap, APART.get(kind, kind)),
    )
