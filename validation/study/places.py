"""Where in the file a part of the study stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Step = str | int
Path = tuple[Step, ...]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """What stands in the file, and the line and column of each of its parts."""

    content: Any
    places: Mapping[Path, Place] = field(default_factory=dict)

    def place(self, path: Path) -> Place | tuple[None, None]:
        """Return line and column of the part, or of the nearest part around it."""
        found = self.resolved(path)
        for length in range(len(found), -1, -1):
            if found[:length] in self.places:
                return self.places[found[:length]]
        return (None, None)

    def resolved(self, path: Path) -> Path:
        """Return the path through the file: ids to positions, without what is not there.

        >>> source = Source({"items": [{"id": "age", "type": "number"}]})
        >>> source.resolved(("items", "age", "number", "min"))
        ('items', 0)
        """
        node, found = self.content, []
        for step in path:
            position = _position(node, step)
            if position is not None:
                found.append(position)
                node = node[position]
        return tuple(found)

    def named(self, path: Path) -> str:
        """Return the path as a person reads it, with ids in place of positions.

        >>> source = Source({"items": [{"id": "age", "type": "number"}]})
        >>> source.named(("items", 0, "number", "min"))
        'items.age.min'
        """
        node, words = self.content, []
        for count, step in enumerate(path):
            position = _position(node, step)
            if position is None:
                if count == len(path) - 1:
                    words.append(str(step))
                continue
            node = node[position]
            has_id = isinstance(step, int) and isinstance(node, Mapping) and "id" in node
            words.append(str(node["id"] if has_id else step))
        return ".".join(words)


def _position(node: Any, step: Step) -> Step | None:  # noqa: ANN401 (whatever stands in the file)
    if isinstance(node, Mapping):
        return step if step in node else None
    if not isinstance(node, Sequence) or isinstance(node, str):
        return None
    if isinstance(step, int):
        return step if step < len(node) else None
    ids = [one.get("id") if isinstance(one, Mapping) else one for one in node]
    return next((at for at, found in enumerate(ids) if str(found) == step), None)
