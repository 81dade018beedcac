"""Whether the answers of a file may stand beside those that a wave holds already."""

from collections.abc import Iterator
from itertools import chain

from validation.errors import Problem, ResponseError
from validation.questionnaire import Questionnaire
from validation.responses.model import ResponseSet

HINT = (
    "Import a file with all answers of the wave in place of those that it holds (--replace), or "
    "name another wave."
)


def check_agrees(responses: ResponseSet, asked: Questionnaire, before: Questionnaire) -> None:
    """Check that what was answered was asked in the same way before; texts may be mended.

    Args:
        responses: the answers of a file.
        asked: the questionnaire that they were read with.
        before: the questionnaire of the wave that they are for.

    Raises:
        ResponseError: An item is new or has other answers; it names each one.
    """
    problems = [*_check_items(responses, asked, before), *_check_bands(responses, asked, before)]
    if problems:
        message = "responses: the file and what the wave holds were asked differently."
        raise ResponseError(f"{message} {HINT}", problems)


def _check_items(
    responses: ResponseSet, asked: Questionnaire, before: Questionnaire
) -> Iterator[Problem]:
    now, then = asked.asked(), before.asked()
    bands = {one.id for one in asked.derived}
    for name in chain(responses.frame.columns, responses.texts):
        if name in bands:
            continue
        if name not in then:
            yield Problem(name, "an item that the wave was not asked", "one of its items")
        elif now[name] != then[name]:
            yield Problem(name, "an item whose type or answers changed", "as the wave was asked")


def _check_bands(
    responses: ResponseSet, asked: Questionnaire, before: Questionnaire
) -> Iterator[Problem]:
    then = {one.id: (one.of, one.bands) for one in before.derived}
    for item in asked.derived:
        if item.of in responses.frame.columns and then.get(item.id) != (item.of, item.bands):
            yield Problem(item.id, "bands that are new or changed", "as the wave was banded")
