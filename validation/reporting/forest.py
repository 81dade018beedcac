"""Every claim against its threshold: estimates, intervals, and where the claims are true."""

from validation.reporting.effects import effect_figure
from validation.reporting.model import Chart, Forest, Mark, Table
from validation.reporting.panels import Panel, build_panels
from validation.reporting.setting import Line, Setting
from validation.verdicts import Verdict

SETTLED = (Verdict.SUPPORTED, Verdict.REFUTED, Verdict.INCONCLUSIVE)


def build_forests(setting: Setting) -> tuple[Chart, ...]:
    """Return one chart a kind of number, or several where the claims are many."""
    return build_panels("forest", setting, _is_drawn, _chart)


def _is_drawn(line: Line) -> bool:
    return line.shown.estimate is not None and line.verdict.verdict in SETTLED


def _chart(panel: Panel, setting: Setting) -> Chart:
    told = {
        str(verdict): ", ".join(
            str(line.number) for line in panel.lines if line.verdict.verdict is verdict
        )
        or setting.words("none")
        for verdict in SETTLED
    }
    return Chart(
        id=panel.id,
        title=panel.title,
        conclusion=setting.words("forest_conclusion", **told),
        picture=_picture(panel.lines, setting),
        table=_table(panel, setting),
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


def _table(panel: Panel, setting: Setting) -> Table:
    names = ("hypothesis", "verdict", "claimed", "estimate_effect", "interval", "n", "p_adjusted")
    rows = (
        (
            setting.says(line),
            setting.verdict(line.verdict.verdict),
            setting.claimed(line),
            _with_effect(line, setting),
            setting.interval(line),
            setting.count(line.shown.n),
            setting.numerals.probability(line.shown.p_adjusted),
        )
        for line in panel.lines
    )
    columns = tuple(setting.words(name) for name in names)
    return Table(panel.title, columns, tuple(rows), words=2)


def _with_effect(line: Line, setting: Setting) -> str:
    """The estimate, and its effect size in a line of its own beneath it."""
    estimate = setting.figure(line, line.shown.estimate)
    effect = effect_figure(line, setting)
    return f"{estimate}\n{effect}" if effect else estimate
