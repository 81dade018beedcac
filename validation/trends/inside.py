"""Who of a wave belongs to the part of the audience that a series is about."""

from collections.abc import Mapping

import numpy as np

from validation.claims import Frame
from validation.study import Study
from validation.trends.lined import Booleans
from validation.trends.model import Key


class Inside:
    """The respondents of one wave by persona and level; each mask is made once."""

    def __init__(self, study: Study, frame: Frame) -> None:
        personas = {persona.id: persona.when for persona in study.personas}
        self._personas = {one.id: personas.get(one.persona or "", {}) for one in study.hypotheses}
        self._frame = frame
        self._known: dict[tuple[tuple[str, tuple[str, ...]], ...], Booleans] = {}

    def of(self, key: Key) -> Booleans:
        """Return who a series is about (n,); nobody where the wave did not ask what tells it."""
        found = self._where(self._personas[key.hypothesis])
        if key.segment is None or key.level is None:
            return found
        return found & self._where({key.segment: (key.level,)})

    def _where(self, conditions: Mapping[str, tuple[str, ...]]) -> Booleans:
        key = tuple(conditions.items())
        if key not in self._known:
            asked = conditions.keys() <= self._frame.columns.keys()
            nobody = np.zeros(self._frame.n, dtype=np.bool_)
            self._known[key] = self._frame.where(conditions) if asked else nobody
        return self._known[key]
