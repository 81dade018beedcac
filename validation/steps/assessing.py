"""From a study file and a file of answers to verdicts, or to the topline."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from validation.files import read_table
from validation.responses import ResponseSet, build_frame, screen
from validation.steps.preparing import Prepared
from validation.verdicts import Assessment, Planned, Topline, assess_screened, build_topline
from validation.weighting import weigh

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """Which answers of a file: perhaps one wave only, perhaps without the rows that do not fit.

    With `replace` they take the place of all that was imported into the wave before.
    """

    path: Path
    wave: str | None = None
    good_rows_only: bool = False
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Assessed:
    """The verdicts of a wave, and the answers they rest on."""

    assessment: Assessment
    responses: ResponseSet


def assess_responses(
    prepared: Prepared, source: Source, progress: Progress | None = None
) -> Assessed:
    """Return what the answers in a file say of a study.

    Raises:
        TodennaError: the answers cannot be read, do not fit, or cannot be weighted.
    """
    responses = read_responses(prepared, source, progress)
    planned = Planned(prepared.study, prepared.plan, prepared.questionnaire.asked())
    screening = screen(
        responses.frame,
        prepared.questionnaire,
        attention=prepared.study.fieldwork.attention,
        traces=responses.traces,
    )
    return Assessed(assess_screened(planned, responses.frame, screening), responses)


def tabulate_responses(
    prepared: Prepared, source: Source, progress: Progress | None = None
) -> tuple[Topline, ...]:
    """Return the frequencies of every item, weighted to the study's margins and not.

    Raises:
        TodennaError: the answers cannot be read, do not fit, or cannot be weighted.
    """
    responses = read_responses(prepared, source, progress)
    frame, _ = weigh(responses.frame, prepared.study.audience.margins)
    return tuple(build_topline(frame))


def read_responses(
    prepared: Prepared, source: Source, progress: Progress | None = None
) -> ResponseSet:
    """Return the answers in a file, checked against the questionnaire.

    Raises:
        TodennaError: the answers cannot be read or do not fit.
    """
    table = read_table(source.path, progress=progress)
    return build_frame(
        table,
        prepared.questionnaire,
        prepared.study,
        wave=source.wave,
        good_rows_only=source.good_rows_only,
    )
