"""YAML files as plain values, with the line and column of each part."""

from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path as FilePath
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from validation.errors import Problem, StudyError
from validation.files.access import reading, write_text
from validation.study import Source

Path = tuple[str | int, ...]
Place = tuple[int, int]


def read_document(path: FilePath) -> Source:
    """Return what stands in a YAML 1.2 file, with its places.

    Raises:
        FileError: the file cannot be read.
        StudyError: it is no YAML; the problem says at which line.
    """
    with reading(path):
        text = path.read_text(encoding="utf-8-sig")
    try:
        content, nodes = _loaded(text)
    except MarkedYAMLError as error:
        raise StudyError(f"{path} is no YAML.", [_broken(error)]) from error
    except YAMLError as error:
        problem = Problem("the text", str(error).splitlines()[0], "YAML 1.2")
        raise StudyError(f"{path} is no YAML.", [problem]) from error
    return Source(content, {(): (1, 1), **dict(_places(nodes, content, ()))})


def _loaded(text: str) -> tuple[Any, Node | None]:
    # the parser written in C does not know YAML 1.2: it stumbles over {text: Really?, id: q}
    yaml = YAML(typ="safe", pure=True)
    nodes = yaml.compose(text)
    return (None if nodes is None else yaml.constructor.construct_document(nodes)), nodes


def _broken(error: MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
    found = " ".join(filter(None, [error.context, error.problem]))
    hint = (
        "Look for a missing colon or quote, a tab, or an indent that differs from its neighbours."
    )
    return Problem("the text", found or "something unreadable", "YAML 1.2", hint, line, column)


def _places(
    node: Node | None,
    content: Any,  # noqa: ANN401 (whatever stands in the file)
    path: Path,
) -> Iterator[tuple[Path, Place]]:
    if isinstance(node, MappingNode):
        keys = {str(key): key for key in content}
        for key_node, value_node in node.value:
            key = keys.get(key_node.value)
            if key is not None:
                yield from _part(key_node, value_node, content[key], (*path, key))
    elif isinstance(node, SequenceNode):
        for position, (part, value) in enumerate(zip(node.value, content, strict=True)):
            yield from _part(part, part, value, (*path, position))


def _part(
    start: Node,
    node: Node,
    content: Any,  # noqa: ANN401 (whatever stands in the file)
    path: Path,
) -> Iterator[tuple[Path, Place]]:
    yield path, (start.start_mark.line + 1, start.start_mark.column + 1)
    yield from _places(node, content, path)


def write_document(path: FilePath, content: Mapping[str, Any]) -> None:
    """Write a YAML file, whole or not at all.

    Raises:
        FileError: it cannot be written.
    """
    yaml = YAML(typ="rt")
    yaml.width = 100
    yaml.representer.ignore_aliases = lambda *_: True
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = StringIO()
    yaml.dump(dict(content), text)
    write_text(path, text.getvalue())
