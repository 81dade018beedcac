"""From what stands in a study file to a Study, or to everything that is wrong with it."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from validation.errors import Problem, StudyError
from validation.study.checks import check_study
from validation.study.findings import Finding
from validation.study.items import Scale
from validation.study.journey import JourneyStage, Outline
from validation.study.model import Study
from validation.study.places import Path, Source, Step
from validation.study.wording import keys_of, problems_of

STAND_INS = {"study": "study", "hypotheses": []}


def parse_study(
    source: Source,
    *,
    outlines: Mapping[str, Outline] | None = None,
    scales: Mapping[str, Scale] | None = None,
) -> Study:
    """Return the study that stands in a file, its journey written out.

    Args:
        source: what stands in the file, with its places.
        outlines: the shipped journeys by their id.
        scales: the shipped scales by their name.

    Raises:
        StudyError: something is wrong; it carries every problem of the file.
    """
    if not isinstance(source.content, Mapping):
        found = "nothing" if source.content is None else type(source.content).__name__
        raise StudyError(
            "", [Problem("study file", found, "keys such as study, items, hypotheses")]
        )
    study, unreadable, problems = _read(source)
    if study is not None:
        study, unknown = _written_out(study, outlines or {})
        found_wrong = [*unknown, *check_study(study, scales or {})]
        problems += [_placed(one, source) for one in found_wrong if not _caused(one, unreadable)]
    if problems or study is None:
        ordered = sorted(problems, key=lambda problem: problem.line or 0)
        raise StudyError(f"The study has {_counted(len(problems))}.", ordered)
    return study


def _read(source: Source) -> tuple[Study | None, set[str], list[Problem]]:
    content = deepcopy(source.content)
    try:
        return Study.model_validate(content), set(), _hypotheses(source)
    except ValidationError as error:
        problems = [*problems_of(error, source, keys_of(Study)), *_hypotheses(source)]
        unreadable = _without(content, source, error)
    try:
        return Study.model_validate(content), unreadable, problems
    except ValidationError:
        return None, unreadable, problems


def _hypotheses(source: Source) -> list[Problem]:
    if source.content.get("hypotheses") != []:
        return []
    hint = "`todenna new` asks for one, step by step."
    place = source.place(("hypotheses",))
    return [Problem("hypotheses", "none", "at least one hypothesis", hint, *place)]


def _without(content: dict[str, Any], source: Source, error: ValidationError) -> set[str]:
    """Take out of the content what is wrong, so that the rest can be checked too.

    Of an unknown key only the key goes; what else is wrong costs the whole part it stands in.
    """
    unknown, wrong = set[Path](), set[Path]()
    for one in error.errors(include_url=False):
        path = source.resolved(one["loc"])
        (unknown if one["type"] == "extra_forbidden" else wrong).add(path)
    for *around, key in unknown:
        del _node(content, around)[key]
    lost = {_take_out(content, path) for path in {path[:2] for path in wrong if path}}
    for section in content.values():
        if isinstance(section, list):
            section[:] = [part for part in section if part is not None]
    content.update({key: STAND_INS[key] for key in STAND_INS.keys() - content.keys()})
    return lost


def _node(content: Any, path: list[Step]) -> Any:  # noqa: ANN401 (whatever stands in the file)
    for step in path:
        content = content[step]
    return content


def _take_out(content: dict[str, Any], path: Path) -> str:
    section = content.get(str(path[0]))
    if not isinstance(section, list) or len(path) == 1:
        content.pop(str(path[0]), None)
        return str(path[0])
    part, section[int(path[1])] = section[int(path[1])], None
    return str(part.get("id")) if isinstance(part, Mapping) else str(part)


def _caused(finding: Finding, unreadable: set[str]) -> bool:
    return any(repr(name) in finding.found for name in unreadable)


def _placed(finding: Finding, source: Source) -> Problem:
    line, column = source.place(finding.path)
    where = ".".join(str(step) for step in finding.path)
    return Problem(where, finding.found, finding.must, finding.hint, line, column)


def _written_out(study: Study, outlines: Mapping[str, Outline]) -> tuple[Study, list[Finding]]:
    if study.journey is None:
        return study, []
    if study.journey not in outlines:
        must = f"one of the shipped journeys: {', '.join(sorted(outlines))}"
        return study, [Finding(("journey",), repr(study.journey), must)]
    written = {stage.id: stage for stage in study.stages}
    shipped = outlines[study.journey].stages
    stages = [_refined(stage, written.pop(stage.id, None)) for stage in shipped]
    return study.model_copy(update={"stages": (*stages, *written.values())}), []


def _refined(stage: JourneyStage, written: JourneyStage | None) -> JourneyStage:
    if written is None:
        return stage
    return stage.model_copy(update={key: getattr(written, key) for key in written.model_fields_set})


def _counted(number: int) -> str:
    return "a problem" if number == 1 else f"{number} problems"
