"""`todenna demo`: the examples from study file to verdicts."""

from pathlib import Path

from validation.cli.assessing import show_assessment
from validation.cli.output import console
from validation.errors import FileError
from validation.steps import Source

EXAMPLES = {"mobile_operator": None, "media_use": "2010"}


def show_examples(folder: Path) -> None:
    """Print the verdicts of each example.

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
