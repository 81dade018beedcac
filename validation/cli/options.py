"""Arguments and options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

StudyFile = Annotated[Path, typer.Argument(help="The study file (YAML).", show_default=False)]
KeptStudy = Annotated[str, typer.Argument(help="The id of a kept study.", show_default=False)]
WaveName = Annotated[str, typer.Option(help="The name of the wave.")]
GoodRows = Annotated[
    bool, typer.Option("--good-rows", help="Leave out rows that do not fit, and count them.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]
