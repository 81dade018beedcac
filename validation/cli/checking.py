"""`todenna check`: what a study file will ask and test, or everything that is wrong with it."""

from collections.abc import Iterator
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from validation.cli.output import console, write_json
from validation.cli.words import refuted_by, region
from validation.errors import TodennaError
from validation.steps import Prepared, prepare_study


def show_check(path: Path, *, as_json: bool) -> None:
    """Print what the study comes to.

    Raises:
        TodennaError: something in the file is wrong; with `--json` it is printed first.
    """
    try:
        prepared = prepare_study(path)
    except TodennaError as error:
        if as_json:
            problems = [as_object(problem) for problem in error.problems]
            write_json({"ok": False, "message": error.message, "problems": problems})
        raise
    if as_json:
        plan = prepared.plan
        write_json({"ok": True, "plan_hash": plan.hash, "questionnaire": plan.questionnaire})
    else:
        _print_check(prepared)


def as_object(problem: object) -> dict[str, object]:
    """Return the fields of a problem for programs."""
    return {name: getattr(problem, name) for name in ("where", "found", "must", "hint", "line")}


def _print_check(prepared: Prepared) -> None:
    study, questionnaire = prepared.study, prepared.questionnaire
    out = console()
    items = sum(1 for _ in questionnaire.items())
    out.print(
        f"[green]✔[/] {escape(study.study)}: {len(study.hypotheses)} hypotheses, {items} items, "
        f"about {questionnaire.minutes:.0f} minutes, in {', '.join(study.languages)}"
    )
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("Hypothesis", "Kind", "Claimed", "Refuted by", "Items"):
        table.add_column(name)
    for hypothesis in study.hypotheses:
        claim = hypothesis.claim
        where, unit = claim.region(), claim.unit()
        bounds = dict(where.bounds())
        claimed = region(bounds.get("low"), bounds.get("high"), unit)
        served = ", ".join(questionnaire.items_of.get(hypothesis.id, ()))
        cells = (hypothesis.id, claim.kind, claimed, refuted_by(where, unit), served)
        table.add_row(*(escape(cell) for cell in cells))
    out.print(table)
    for note in _untranslated(prepared):
        out.print(note, style="dim")
    out.print(f"Plan {prepared.plan.hash[:12]}", style="dim")


def _untranslated(prepared: Prepared) -> Iterator[str]:
    for language in prepared.study.languages[1:]:
        texts = [item.text for item in prepared.questionnaire.items()]
        lacking = sum(language in text.missing([language]) for text in texts)
        if lacking:
            first = prepared.study.languages[0]
            yield f"{lacking} items have no text in {language}; {first} is shown there."
