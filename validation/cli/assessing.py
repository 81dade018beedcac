"""`todenna assess`: the verdict table, or one JSON object."""

from collections import Counter
from pathlib import Path
from typing import Any

from validation.cli.output import console, progress, write_json
from validation.steps import Assessed, Source, assess_responses, prepare_study


def show_assessment(study: Path, source: Source, language: str | None, *, as_json: bool) -> None:
    """Print the verdicts on a study."""
    prepared = prepare_study(study)
    with progress(source.path, "Reading answers") as told:
        assessed = assess_responses(prepared, source, told)
    tongues = (language or prepared.study.languages[0], *prepared.study.languages)
    if as_json:
        write_json(as_object(assessed, tongues))
    else:
        from validation.cli.verdict_tables import print_verdicts  # noqa: PLC0415 (JSON needs none)

        print_verdicts(console(), prepared.study, assessed, tongues)


def as_object(assessed: Assessed, tongues: tuple[str, ...]) -> dict[str, Any]:
    """Return the assessment as one object for programs; verdicts are always English."""
    content: dict[str, Any] = assessed.assessment.model_dump(mode="json")
    for written, verdict in zip(content["hypotheses"], assessed.assessment.hypotheses, strict=True):
        written["says"] = verdict.says.within(*tongues)
    reasons = Counter(exclusion.reason for exclusion in assessed.responses.exclusions)
    counts = assessed.responses.counts
    return content | {
        "wave": assessed.responses.wave,
        "rows": {name: getattr(counts, name) for name in counts.__slots__},
        "exclusions": dict(reasons),
        "notes": list(assessed.responses.notes),
    }
