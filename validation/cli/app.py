"""The commands and their options; each loads what it needs only when it runs."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from validation.cli import contacting, fielding, happening, mailing, repeating
from validation.cli.options import AsJson, GoodRows, KeptStudy, StudyFile, WaveName
from validation.errors import TodennaError

app = typer.Typer(
    name="todenna",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # loading rich takes as long as everything else in --help
    help="Which beliefs of a customer-journey workshop hold across the whole audience?",
)

Answers = Annotated[
    Path, typer.Option("--responses", "-r", help="The answers (CSV or XLSX).", show_default=False)
]
Wave = Annotated[str | None, typer.Option(help="Which wave of the file, such as 2014.")]
Replace = Annotated[
    bool,
    typer.Option("--replace", help="Put the file in place of all that the wave holds."),
]
Tongue = Annotated[str | None, typer.Option(help="The language of texts, such as fi.")]


class Form(StrEnum):
    """How the questionnaire is shown."""

    TEXT = "text"
    HTML = "html"


class Truth(StrEnum):
    """What is taken to be true of every claim: by the smallest effect that matters."""

    RIGHT = "right"
    BOUNDARY = "boundary"
    WRONG = "wrong"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; exit with 0 when done, 1 for something to mend, 2 for wrong usage."""
    try:
        app(args=arguments)
    except TodennaError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)


@app.command()
def new(
    path: Annotated[Path, typer.Argument(help="The study file to write.")] = Path("study.yaml"),
) -> None:
    """Write a study file, step by step."""
    from validation.cli import asking

    asking.ask_for_study(path)


@app.command()
def check(study: StudyFile, *, as_json: AsJson = False) -> None:
    """Say what is wrong with a study file, or what it will ask and test."""
    from validation.cli import checking

    checking.show_check(study, as_json=as_json)


@app.command()
def preview(
    study: StudyFile,
    *,
    language: Tongue = None,
    form: Annotated[Form, typer.Option("--as", help="Text, or an HTML page.")] = Form.TEXT,
    out: Annotated[Path | None, typer.Option(help="Write to this file.")] = None,
) -> None:
    """Show the questionnaire of a study."""
    from validation.cli import previewing

    previewing.show_preview(study, language, out, as_page=form is Form.HTML)


@app.command()
def size(  # noqa: PLR0913 (one argument an option)
    study: StudyFile,
    *,
    power: Annotated[float, typer.Option(min=0.05, max=0.999, help="The power wanted.")] = 0.8,
    deff: Annotated[float, typer.Option(min=0.1, help="The design effect expected.")] = 1.0,
    response_rate: Annotated[
        float | None, typer.Option(min=0.001, max=1, help="The response rate expected.")
    ] = None,
    answers: Annotated[
        int | None, typer.Option(min=2, help="What can so many answers show?")
    ] = None,
    simulate: Annotated[
        bool, typer.Option("--simulate", help="Show what verdicts a wave would reach.")
    ] = False,
    truth: Annotated[Truth, typer.Option(help="What is true in the simulation.")] = Truth.RIGHT,
    waves: Annotated[int, typer.Option(min=1, help="How many waves to simulate.")] = 200,
    seed: Annotated[int, typer.Option(min=0, help="Where the simulation begins.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Say how many answers each claim needs, and what so many can show."""
    from validation.cli import sizing
    from validation.verdicts import Assumed

    assumed = Assumed(power, deff, response_rate, answers)
    wanted = sizing.Wanted(truth.value, waves, seed) if simulate else None
    sizing.show_sizes(study, assumed, wanted, as_json=as_json)


@app.command()
def assess(  # noqa: PLR0913 (one argument an option)
    study: StudyFile,
    responses: Answers,
    *,
    wave: Wave = None,
    good_rows: GoodRows = False,
    language: Tongue = None,
    as_json: AsJson = False,
) -> None:
    """Say which hypotheses the answers support, refute or leave open."""
    from validation.cli import assessing
    from validation.steps import Source

    source = Source(responses, wave, good_rows)
    assessing.show_assessment(study, source, language, as_json=as_json)


@app.command()
def topline(  # noqa: PLR0913 (one argument an option)
    study: StudyFile,
    responses: Answers,
    *,
    wave: Wave = None,
    good_rows: GoodRows = False,
    language: Tongue = None,
    as_json: AsJson = False,
) -> None:
    """Show every item's frequencies with their bases, weighted and not."""
    from validation.cli import toplining
    from validation.steps import Source

    source = Source(responses, wave, good_rows)
    toplining.show_topline(study, source, language, as_json=as_json)


@app.command()
def plan(study: StudyFile) -> None:
    """Keep a study and freeze its plan, before the first answer."""
    from validation.cli import keeping

    keeping.plan_study(study)


@app.command("import")
def import_(
    study: StudyFile,
    responses: Answers,
    *,
    wave: Wave = None,
    good_rows: GoodRows = False,
    replace: Replace = False,
) -> None:
    """Keep the answers of a file; the same file adds nothing."""
    from validation.cli import keeping
    from validation.steps import Source

    keeping.keep_answers(study, Source(responses, wave, good_rows, replace))


@app.command()
def report(
    study: KeptStudy,
    *,
    wave: WaveName = "1",
) -> None:
    """Assess a kept wave and write its report."""
    from validation.cli import keeping

    keeping.write_pages(study, wave)


@app.command()
def trend(
    study: KeptStudy,
    *,
    wave: Annotated[
        str | None, typer.Option(help="Up to which wave; without it the newest one.")
    ] = None,
) -> None:
    """Line up the waves of a study and write what changed."""
    from validation.cli import trending

    trending.show_trend(study, wave)


@app.command()
def digest(
    study: KeptStudy,
    *,
    wave: WaveName = "1",
) -> None:
    """Mail the digest of an assessed wave to the study's readers, once."""
    from validation.cli import keeping

    keeping.send_digest(study, wave)


@app.command()
def export(
    study: KeptStudy,
    *,
    wave: WaveName = "1",
    out: Annotated[Path, typer.Option(help="The folder for the files.")] = Path("export"),
) -> None:
    """Write the answers of a kept wave with weights and codebook, and its verdicts, as files."""
    from validation.cli import keeping

    keeping.write_files(study, wave, out)


@app.command()
def status(*, as_json: AsJson = False) -> None:
    """Show what is kept."""
    from validation.cli import keeping

    keeping.show_status(as_json=as_json)


@app.command()
def serve(
    *,
    host: Annotated[str, typer.Option(help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="At which port; 0 for any.")] = 8700,
    preview: Annotated[
        Path | None, typer.Option(help="Show the pages of this study file, keep nothing.")
    ] = None,
) -> None:
    """Serve the pages on which people answer, until stopped."""
    from validation.cli import serving

    if preview is None:
        serving.serve_pages(host, port)
    else:
        serving.serve_preview(preview, host, port)


@app.command()
def schema(
    out: Annotated[Path | None, typer.Option(help="Write to this file.")] = None,
) -> None:
    """Print the JSON Schema of the study file, for editors."""
    from validation.cli import output
    from validation.study import build_schema

    output.write_json(build_schema(), out)


@app.command()
def demo(
    examples: Annotated[Path, typer.Option(help="Where the examples stand.")] = Path("examples"),
) -> None:
    """Assess the examples and show what the main job comes to."""
    from validation.cli import showing

    raise typer.Exit(showing.show_examples(examples))


for part in (contacting.app, fielding.app, repeating.app, happening.app, mailing.app):
    app.add_typer(part)
