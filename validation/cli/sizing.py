"""`todenna size`: how many answers each claim needs."""

from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from validation.cli.output import console, write_json
from validation.cli.words import figure
from validation.steps import prepare_study
from validation.verdicts import Assumed, sizes


def show_sizes(path: Path, assumed: Assumed, *, as_json: bool) -> None:
    """Print the answers that each claim needs, and what that rests on."""
    prepared = prepare_study(path)
    needed = list(sizes(prepared.plan, prepared.questionnaire.asked(), assumed))
    if as_json:
        write_json([size.model_dump(mode="json") for size in needed])
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("Hypothesis", "Kind", "Effect that matters", "Answers", "Invitations"):
        table.add_column(name, justify="left" if name in {"Hypothesis", "Kind"} else "right")
    for size in needed:
        invitations = "–" if size.invitations is None else str(size.invitations)
        effect = figure(size.effect, size.unit)
        answers = f"{size.answers}{' of the persona' if size.persona else ''}"
        table.add_row(escape(size.id), size.kind, effect, answers, invitations)
    out = console()
    out.print(table)
    most = max((size.answers for size in needed if not size.persona), default=0)
    plan = prepared.plan
    if most:
        out.print(f"The study needs {most} answers: what its most demanding claim needs.")
    out.print(
        f"Assumed: {100 * assumed.power:g} % power each, α {plan.decision.alpha:.2g} shared by "
        f"{len(plan.claims)} claims, a design effect of {assumed.deff:g}, all answers of a scale "
        "equally frequent (fewer are needed where people agree).",
        style="dim",
        soft_wrap=True,
    )
