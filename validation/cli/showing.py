"""`todenna demo`: the examples from study file to verdicts, then kept and reported by Prefect."""

import os
import subprocess
import sys
from pathlib import Path

from validation.cli.assessing import show_assessment
from validation.cli.output import console
from validation.errors import FileError
from validation.steps import Source

EXAMPLES = {"mobile_operator": None, "media_use": "2010"}
KEPT = Path("out") / "demo"
THEIRS = ("TODENNA_DATABASE", "TODENNA_OUTBOX", "SENDGRID_API_KEY")


def show_examples(folder: Path) -> int:
    """Print the verdicts of each example, run the whole way on Prefect, and return its exit code.

    Raises:
        FileError: the examples do not stand in the folder.
    """
    for name, wave in EXAMPLES.items():
        study, answers = folder / name / "study.yaml", folder / name / "responses.csv"
        if not study.is_file():
            message = f"{study}: found no such file, must be the study of an example."
            raise FileError(f"{message} Start the demo in the folder of the project.")
        choice = f" --wave {wave}" if wave else ""
        console().rule(f"todenna assess {study} --responses {answers}{choice}", align="left")
        show_assessment(study, Source(answers, wave), None, as_json=False)
    console().rule("python -m flows demo", align="left")
    sys.stdout.flush()
    # a process of its own, so that nothing here knows Prefect
    return subprocess.run(
        [sys.executable, "-m", "flows", "demo", str(folder)], env=_environment(), check=False
    ).returncode


def _environment() -> dict[str, str]:
    """Return an environment in which nothing of the person's own is written to or sent."""
    given = {name: value for name, value in os.environ.items() if name not in THEIRS}
    return {**given, "TODENNA_HOME": os.environ.get("TODENNA_HOME", str(KEPT.absolute()))}
