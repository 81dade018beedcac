"""`todenna topline`: every item's frequencies with their bases, weighted and not."""

from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from validation.cli.output import console, progress, write_json
from validation.cli.words import figure
from validation.questionnaire import Questionnaire, codebook
from validation.steps import Source, prepare_study, tabulate_responses
from validation.verdicts import Topline


def show_topline(study: Path, source: Source, language: str | None, *, as_json: bool) -> None:
    """Print the frequencies of every item that was answered."""
    prepared = prepare_study(study)
    with progress(source.path, "Reading answers") as told:
        toplines = tabulate_responses(prepared, source, told)
    if as_json:
        write_json([topline.model_dump(mode="json") for topline in toplines])
        return
    labels = Labels(prepared.questionnaire, language or prepared.study.languages[0])
    for topline in toplines:
        _print_topline(console(), topline, labels)


class Labels:
    """The wording of items and answers in one language."""

    def __init__(self, questionnaire: Questionnaire, language: str) -> None:
        rows = codebook(questionnaire, language)
        self.items = {row.item: row.label for row in rows if row.kind == "question"}
        self.answers = {(row.item, row.code): row.label for row in rows if row.code}


def _print_topline(out: Console, topline: Topline, labels: Labels) -> None:
    wording = labels.items.get(topline.item, "")
    out.print(f"[bold]{escape(topline.item)}[/] {escape(wording)}", soft_wrap=True)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Answer", min_width=24)
    for name in ("n", "Share", "Weighted share"):
        table.add_column(name, justify="right")
    for line in topline.lines:
        shares = (figure(share, "share") for share in (line.share, line.weighted))
        label = labels.answers.get((topline.item, line.code), "")
        answer = line.code if label in {"", line.code} else f"{line.code}  {label}"
        table.add_row(escape(answer), str(line.n), *shares)
    for kind, count in topline.missing.items():
        table.add_row(f"[dim]({kind.replace('_', ' ')})[/]", str(count), "", "")
    out.print(table)
    means = ", ".join(
        f"{name} {figure(value, 'scale')}"
        for name, value in (("mean", topline.mean), ("weighted mean", topline.weighted_mean))
        if value is not None
    )
    out.print(f"[dim]Base: {topline.base} answers{'; ' + means if means else ''}.[/]\n")
