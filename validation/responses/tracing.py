"""The paradata of responses, noted while their frame is built."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from validation.questionnaire import Questionnaire
from validation.responses.records import CHUNK, Record
from validation.responses.screening import Traces


@dataclass(slots=True)
class Tracing:
    """How responses were given; it fills while their records pass through `noted`.

    So they are read only once, and hardly anything is kept of those that say nothing.
    """

    sections: tuple[str, ...]
    parts: list[Traces] = field(default_factory=list)

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> "Tracing":
        """Return an empty one, with a place for the time of every section."""
        return cls(tuple(section.id for section in questionnaire.sections))

    def noted(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records as they are, and keep what they say of how they were given."""
        left = iter(records)
        while chunk := list(islice(left, CHUNK)):
            paradata = [one.paradata for one in chunk]
            languages = [one.language for one in chunk]
            self.parts.append(Traces.of(paradata, languages, sections=self.sections))
            yield from chunk

    def traces(self) -> Traces:
        """Return the traces of all records that passed, in their order."""
        return Traces.joined(self.parts)
