"""`todenna new`: a study file from a person's answers, step by step."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from validation.claims import BaseClaim
from validation.cli.drafting import KINDS, Draft
from validation.cli.words import refuted_by
from validation.errors import FileError, StudyError
from validation.files import read_outlines, write_document
from validation.steps import prepare_study

SAMPLES = {
    "probability": "drawn at random from a list",
    "opt_in": "whoever wanted to answer",
    "census": "everybody was asked",
}


def ask_for_study(path: Path) -> None:
    """Ask for a study and write its file.

    Raises:
        FileError: the file is there already, or cannot be written.
    """
    if path.exists():
        raise FileError(f"{path}: found a file already, must be a new one. Name another path.")
    typer.echo("A study takes what a workshop believes, and asks the whole audience.\n")
    who = _text("Who is the audience? (such as: customers of our web shop)")
    study: dict[str, Any] = {
        "study": _slug(_text("A short name for the study", default=_slug(who))),
        "title": _text("Its title", default=who),
        "languages": [_text("The language of its texts (en, fi, sv …)", default="en")],
        "audience": {"who": who, "sample": _choice("How were respondents found?", SAMPLES)},
    }
    stages = _journey(study)
    draft = Draft(study, read_outlines())
    while True:
        _hypothesis(draft, stages)
        if not typer.confirm("\nAnother statement from the workshop?", default=False):
            break
    write_document(path, draft.content())
    prepare_study(path)
    typer.echo(f"\nWritten to {path}, and it passes `todenna check {path}`.")
    typer.echo(f"Next: todenna preview {path}, todenna size {path}")


def _journey(study: dict[str, Any]) -> dict[str, str]:
    language = study["languages"][0]
    outlines = read_outlines()
    titles = {key: outline.title.within(language, "en") for key, outline in outlines.items()}
    chosen = _choice("Which journey do your customers go through?", titles)
    study["journey"] = chosen
    return {stage.id: stage.title.within(language, "en") for stage in outlines[chosen].stages}


def _hypothesis(draft: Draft, stages: dict[str, str]) -> None:
    says = _text("\nA statement from the workshop, as a sentence that can be wrong")
    stage = _choice("At which stage of the journey?", stages)
    kind = _choice("What kind of claim is it?", {key: one.words for key, one in KINDS.items()})
    hypothesis = {"id": draft.free_id(_slug(says)), "stage": stage, "says": says}
    claim = _claim(draft, hypothesis, kind)
    typer.echo(
        f"→ Refuted by {refuted_by(claim.region(), claim.unit())}; supported by the reverse."
    )


def _claim(draft: Draft, hypothesis: dict[str, Any], kind: str) -> BaseClaim:
    while True:
        asks = KINDS[kind].asks
        given = {name: _text(words, default=default) for name, words, default in asks}
        try:
            return draft.add(hypothesis, kind, given)
        except StudyError as error:
            typer.echo(f"{error}\nOnce more:", err=True)


def _choice(question: str, options: dict[str, str]) -> str:
    typer.echo(question)
    keys = list(options)
    for number, words in enumerate(options.values(), start=1):
        typer.echo(f"  {number}. {words}")
    while True:
        answer = _text("Number", default="1")
        if answer in keys:
            return answer
        if answer.isdigit() and 1 <= int(answer) <= len(keys):
            return keys[int(answer) - 1]
        typer.echo(f"Found {answer!r}, must be a number from 1 to {len(keys)}.", err=True)


def _text(question: str, default: str | None = None) -> str:
    while True:
        answer = str(typer.prompt(question, default=default)).strip()
        if answer:
            return answer


def _slug(words: str) -> str:
    plain = words.lower().translate(str.maketrans("äöåéü", "aoaeu"))
    parts: Sequence[str] = re.findall(r"[a-z0-9]+", plain)
    return "-".join(parts[:6])[:48] or "study"
