"""What Prefect's own pages show of a study: links to its pages, and its verdicts as a table."""

import re
from pathlib import Path

from prefect.artifacts import acreate_link_artifact, acreate_table_artifact

from validation.verdicts import Assessment, HypothesisVerdict


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


def key_of(*parts: str) -> str:
    """Return the name of an artifact, of the letters that Prefect allows.

    >>> key_of("report", "Mobile_operator", "2027.en")
    'report-mobile-operator-2027-en'
    """
    return re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower()).strip("-")


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
