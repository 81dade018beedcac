"""What Prefect's own pages show of a study: links to its pages, and its verdicts as a table."""

import re
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

from prefect.artifacts import (
    acreate_link_artifact,
    acreate_markdown_artifact,
    acreate_table_artifact,
)

from validation.fieldwork import Outcome
from validation.rendering import DrawnChart
from validation.reporting import Floor, guard_figures
from validation.steps import DrawnTrend, Fieldwork
from validation.trends import Series
from validation.verdicts import Assessment, HypothesisVerdict

OUTCOMES: tuple[Outcome, ...] = (
    "delivered",
    "sent",
    "undelivered",
    "waiting",
    "held",
    "not_sent",
)
NOTHING_DRAWN = "Too few people answered for anything to be shown."


async def link_pages(kind: str, study: str, pages: tuple[Path, ...]) -> None:
    """Show a link to each page, named after what it is and its language."""
    for page in pages:
        key = key_of(kind, study, page.stem)
        await acreate_link_artifact(key=key, link=page.absolute().as_uri(), link_text=page.name)


async def show_verdicts(assessment: Assessment, wave: str) -> None:
    """Show the verdicts of a wave as a table."""
    await acreate_table_artifact(
        key=key_of("verdicts", assessment.study, wave),
        table=[row_of(hypothesis) for hypothesis in assessment.hypotheses],
        description=f"{assessment.n} responses, plan {assessment.plan_hash[:12]}",
    )


def row_of(hypothesis: HypothesisVerdict) -> dict[str, str | float | int | None]:
    """Return the line of a hypothesis in the table, without numbers that tell of a few people."""
    shown = guard_figures(hypothesis, Floor())
    numbers = {
        "estimate": shown.estimate,
        "from": shown.ci_low,
        "to": shown.ci_high,
        "p adjusted": shown.p_adjusted,
    }
    rounded = {name: None if one is None else round(one, 4) for name, one in numbers.items()}
    head = {"hypothesis": hypothesis.says.within("en"), "verdict": str(hypothesis.verdict)}
    return {**head, **rounded, "n": shown.n}


async def show_progress(fieldwork: Fieldwork) -> None:
    """Show how far a wave is as a table: a row a step, with what came of it."""
    progress, where = fieldwork.progress, fieldwork.where
    rate = progress.rates.rr1
    shown = "not known" if rate is None else f"{rate:.1%}"
    await acreate_table_artifact(
        key=key_of("fieldwork", where.study, where.wave),
        table=[
            {"step": one.step, **{name: one.outcomes.get(name, 0) for name in OUTCOMES}}
            for one in progress.steps
        ],
        description=(
            f"{progress.state}: {progress.invited} drawn, {progress.begun} began, "
            f"{progress.answered} answered, {progress.partial} in part, "
            f"{progress.declined} declined; response rate (RR1) {shown}"
        ),
    )


async def show_trend(study: str, trend: DrawnTrend) -> None:
    """Show the hypotheses of a study over its waves: as a table, and as a picture of each."""
    waves, whole = trend.waves, trend.series
    changed = sum(1 for one in whole if any(step.significant for step in one.changes))
    told = (
        f"{len(waves)} waves, {waves[0]} to {waves[-1]}; "
        f"{changed} of {len(whole)} hypotheses changed at some time"
    )
    await acreate_table_artifact(
        key=key_of("trend", study), table=[_series(one, waves) for one in whole], description=told
    )
    await acreate_markdown_artifact(
        key=key_of("trend", study, "pictures"), markdown=draw_page(trend), description=told
    )


def draw_page(trend: DrawnTrend) -> str:
    """Return the pictures of a trend as a text in Markdown that holds them.

    Prefect shows an image of an address that every reader reaches, or one that the text holds;
    of the two only the latter is told in words to those who do not see it.
    """
    return "\n\n".join(_drawn(one) for one in trend.charts) or NOTHING_DRAWN


def key_of(*parts: str) -> str:
    """Return the name of an artifact, of the letters that Prefect allows.

    >>> key_of("report", "Mobile_operator", "2027.en")
    'report-mobile-operator-2027-en'
    """
    return re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower()).strip("-")


def _drawn(chart: DrawnChart) -> str:
    png = b64encode(chart.png).decode()
    return f"## {_plain(chart.title)}\n\n![{_plain(chart.says)}](data:image/png;base64,{png})"


def _plain(text: str) -> str:
    """Return a text on one line, of which nothing is taken for Markdown."""
    return re.sub(r"([\\`*_\[\]<>&!#])", r"\\\1", " ".join(text.split()))


def _series(series: Series, waves: Sequence[str]) -> dict[str, str | float | None]:
    found = {one.wave: one.estimate for one in series.points}
    previous = series.change("previous")
    change = "not known" if previous is None else f"{previous.estimate:+.4f}"
    significant = previous is not None and previous.significant
    return {
        "hypothesis": series.hypothesis,
        **{wave: round(found[wave], 4) if wave in found else None for wave in waves},
        "last change": f"{change}{' (significant)' if significant else ''}",
    }
