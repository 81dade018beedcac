"""The commands of studies that repeat by themselves: start, stop, and what was and what comes."""

from typing import Annotated

import typer

from validation.cli.options import AsJson, KeptStudy, StudyFile

app = typer.Typer(rich_markup_mode=None)
recur = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Let a study repeat by its cadence: start, stop.",
)
app.add_typer(recur, name="recur")


@recur.command()
def start(
    study: StudyFile,
    *,
    frame: Annotated[str | None, typer.Option(help="The list of contacts to draw from.")] = None,
    answers: Annotated[
        int | None, typer.Option(min=1, help="How many answers are wanted; what the claims need.")
    ] = None,
    invitations: Annotated[
        int | None, typer.Option(min=1, help="How many contacts are invited to each wave.")
    ] = None,
) -> None:
    """Let a study repeat by its cadence from now on; again, only the options change."""
    from validation.cli import recurring
    from validation.steps import Recurring

    recurring.start(study, Recurring(frame, answers, invitations))


@recur.command()
def stop(study: KeptStudy) -> None:
    """Let a study repeat no more; waves that are there go on."""
    from validation.cli import recurring

    recurring.stop(study)


@app.command()
def waves(
    study: KeptStudy,
    *,
    coming: Annotated[int, typer.Option(min=0, help="How many that come are shown.")] = 4,
    as_json: AsJson = False,
) -> None:
    """Show the waves of a study: what was, what is held, what comes next."""
    from validation.cli import recurring

    recurring.show_waves(study, coming, as_json=as_json)
