"""How responses were given, beside their answers: times, the hidden field, the order of ratings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self, TypedDict

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Paradata(TypedDict, total=False):
    """What the column `paradata` of a draft or a response holds; everything may be left out.

    `seconds` are those until a section was sent, all visits together; `duration` those for the
    whole questionnaire, where its pages are not known. `honeypot` says that the field that no
    person sees was filled in; it was not where there are `seconds` and nothing is said of it.
    `pattern` is note_pattern() of the ratings as they were shown.
    """

    seconds: Mapping[str, float]
    duration: float
    honeypot: bool
    pattern: int


@dataclass(frozen=True, slots=True)
class Traces:
    """The paradata of many responses as columns (n,); NaN where something is not known.

    `languages` is the language of each response, None where it is not known.
    """

    seconds: Mapping[str, Floats]
    duration: Floats
    honeypot: Floats
    pattern: Floats
    languages: tuple[str | None, ...]

    @classmethod
    def of(
        cls,
        paradata: Sequence[Paradata | None],
        languages: Sequence[str | None] | None = None,
        *,
        sections: Sequence[str] = (),
    ) -> Self:
        """Return the columns of paradata, response by response.

        >>> Traces.of([{"seconds": {"use": 9.5}}, None], sections=["use"]).seconds["use"]
        array([9.5, nan])
        """
        spoken = tuple(languages or (None,) * len(paradata))
        if not any(paradata):
            unknown = np.full(len(paradata), np.nan)
            return cls(dict.fromkeys(sections, unknown), unknown, unknown, unknown, spoken)
        given = [one or {} for one in paradata]
        seconds = [one.get("seconds") or {} for one in given]
        return cls(
            seconds={name: _column([one.get(name) for one in seconds]) for name in sections},
            duration=_column([one.get("duration") for one in given]),
            honeypot=_column([_filled(one) for one in given]),
            pattern=_column([one.get("pattern") for one in given]),
            languages=spoken,
        )

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Return the columns of several parts, one after the other."""
        names = dict.fromkeys(name for part in parts for name in part.seconds)
        return cls(
            seconds={name: _joined([part.seconds[name] for part in parts]) for name in names},
            duration=_joined([part.duration for part in parts]),
            honeypot=_joined([part.honeypot for part in parts]),
            pattern=_joined([part.pattern for part in parts]),
            languages=tuple(one for part in parts for one in part.languages),
        )


def _filled(paradata: Paradata) -> bool | None:
    on_our_pages = "seconds" in paradata
    return paradata.get("honeypot", False if on_our_pages else None)


def _column(values: Sequence[float | None]) -> Floats:
    return np.array(values, dtype=np.float64)


def _joined(columns: Sequence[Floats]) -> Floats:
    return np.concatenate(columns) if columns else np.zeros(0)
