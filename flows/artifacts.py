"""What Prefect's own pages show of a study: links to its pages, and its verdicts as a table."""

import re
from collections.abc import Sequence
from pathlib import Path

from prefect.artifacts import acreate_link_artifact, acreate_table_artifact

from validation.fieldwork import Outcome
from validation.steps import Fieldwork
from validation.trends import Series, Trend
from validation.verdicts import Assessment, HypothesisVerdict

OUTCOMES: tuple[Outcome, ...] = (
    "delivered",
    "sent",
    "undelivered",
    "waiting",
    "held",
    "not_sent",
)


async def link_pages(kind: str, study: str, pages: tuple[Path, ...]) -> None:
    """Show a link to each page, named after what it is and its language."""
    for page in pages:
        key = key_of(kind, study, page.stem)
        await acreate_link_artifact(key=key, link=page.absolute().as_uri(), link_text=page.name)


async def show_verdicts(assessment: Assessment, wave: str) -> None:
    """Show the verdicts of a wave as a table."""
    await acreate_table_artifact(
        key=key_of("verdicts", assessment.study, wave),
        table=[_row(hypothesis) for hypothesis in assessment.hypotheses],
        description=f"{assessment.n} responses, plan {assessment.plan_hash[:12]}",
    )


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


async def show_trend(study: str, trend: Trend) -> None:
    """Show the series of a study in its whole audience as a table: a row a hypothesis."""
    waves = [one.wave for one in trend.waves]
    whole = [one for one in trend.series if one.segment is None]
    changed = sum(1 for one in whole if any(step.significant for step in one.changes))
    await acreate_table_artifact(
        key=key_of("trend", study),
        table=[_series(one, waves) for one in whole],
        description=f"{len(waves)} waves, {waves[0]} to {waves[-1]}; "
        f"{changed} of {len(whole)} hypotheses changed at some time",
    )


def key_of(*parts: str) -> str:
    """Return the name of an artifact, of the letters that Prefect allows.

    >>> key_of("report", "Mobile_operator", "2027.en")
    'report-mobile-operator-2027-en'
    """
    return re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower()).strip("-")


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


def _row(hypothesis: HypothesisVerdict) -> dict[str, str | float | int | None]:
    numbers = {
        "estimate": hypothesis.estimate,
        "from": hypothesis.ci_low,
        "to": hypothesis.ci_high,
        "p adjusted": hypothesis.p_adjusted,
    }
    rounded = {name: None if one is None else round(one, 4) for name, one in numbers.items()}
    head = {"hypothesis": hypothesis.says.within("en"), "verdict": str(hypothesis.verdict)}
    return {**head, **rounded, "n": hypothesis.n}
