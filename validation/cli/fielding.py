"""The commands that field a study: launch a wave, bring it on, mail, change and watch it."""

from datetime import datetime
from typing import Annotated

import typer

from validation.cli.options import AsJson, KeptStudy, StudyFile, WaveName

app = typer.Typer(rich_markup_mode=None)
wave = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Change a wave: extend, close, cancel, and what is held.",
)
app.add_typer(wave, name="wave")

Moment = Annotated[
    datetime | None,
    typer.Option(help="When it opens, such as 2027-03-01T09:00; now if left out."),
]

Step = Annotated[
    str | None,
    typer.Argument(help="The step, such as remind-1; without it the wave itself."),
]


@app.command()
def launch(  # noqa: PLR0913 (one argument an option)
    study: StudyFile,
    *,
    wave: Annotated[str | None, typer.Option(help="The name of the wave; 1, or pilot.")] = None,
    frame: Annotated[str | None, typer.Option(help="The list of contacts to draw from.")] = None,
    answers: Annotated[
        int | None, typer.Option(min=1, help="How many answers are wanted; what the claims need.")
    ] = None,
    invitations: Annotated[
        int | None, typer.Option(min=1, help="How many contacts are invited.")
    ] = None,
    opens_at: Moment = None,
    zone: Annotated[str | None, typer.Option(help="Time zone, such as Europe/Helsinki.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Where drawing begins.")] = None,
    pilot: Annotated[
        bool, typer.Option("--pilot", help="A trial: kept apart, before the plan is frozen.")
    ] = False,
) -> None:
    """Draw a sample and plan a wave of a study; the same wave is launched once."""
    from validation.cli import launching
    from validation.steps import Launch

    options = Launch(wave, frame, answers, invitations, opens_at, zone, seed, pilot=pilot)
    launching.launch(study, options)


@app.command()
def advance() -> None:
    """Do what is due in every wave: open, invite, remind, close, assess, report."""
    from validation.cli import launching

    launching.advance()


@app.command()
def deliver() -> None:
    """Send the mail that waits; nothing is sent twice."""
    from validation.cli import outbox

    outbox.deliver()


@app.command()
def fieldwork(study: KeptStudy, *, wave: WaveName = "1", as_json: AsJson = False) -> None:
    """Show how far a wave is: who was asked, who answered, and the response rates."""
    from validation.cli import progressing

    progressing.show_progress(study, wave, as_json=as_json)


@wave.command()
def release(study: KeptStudy, step: Step = None, *, wave: WaveName = "1") -> None:
    """Let a step that is held because it is late be done, or make a wave that is held."""
    if step is None:
        from validation.cli import recurring

        recurring.release(study, wave)
    else:
        from validation.cli import launching

        launching.release(study, wave, step)


@wave.command()
def skip(study: KeptStudy, step: Step = None, *, wave: WaveName = "1") -> None:
    """Let a step never be done, such as a reminder, or a wave that is held never be made."""
    if step is None:
        from validation.cli import recurring

        recurring.drop(study, wave)
    else:
        from validation.cli import launching

        launching.skip(study, wave, step)


@wave.command()
def link(study: KeptStudy, *, wave: WaveName = "1") -> None:
    """Make one more open link to a wave; those that were made before go on working."""
    from validation.cli import launching

    launching.link(study, wave)


@wave.command()
def extend(
    study: KeptStudy,
    until: Annotated[datetime, typer.Argument(help="When it closes, such as 2027-03-20T16:00.")],
    *,
    wave: WaveName = "1",
) -> None:
    """Leave a wave open for longer."""
    from validation.cli import launching

    launching.extend(study, wave, until)


@wave.command()
def close(study: KeptStudy, *, wave: WaveName = "1") -> None:
    """Close a wave now; what was begun is kept as a partial response."""
    from validation.cli import launching

    launching.close(study, wave)


@wave.command()
def cancel(study: KeptStudy, *, wave: WaveName = "1") -> None:
    """Call a wave off; no more mail leaves for it."""
    from validation.cli import launching

    launching.cancel(study, wave)
