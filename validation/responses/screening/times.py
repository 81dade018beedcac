"""The time that each respondent took for each page, beside the time to read its questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from validation.claims import Frame, Missing
from validation.questionnaire import Item, Questionnaire, Section, reading_seconds
from validation.responses.screening.model import Floats
from validation.responses.screening.traces import Traces

# reading_seconds() is for 238 words a minute. Most adults read no faster than 300 (Brysbaert 2019),
# and nobody takes a text in faster than at 450, the rate of skimming (Carver 1992).
READING = 238 / 300
SKIMMING = 238 / 450
LEAST = 1.0  # no question is answered with thought in less, however short (Wood et al. 2017)
Places = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as each respondent met it (n,): `seconds` is NaN where they are not known.

    `asked` is how many questions there were, `reading` and `least` the seconds in which a fast
    reader reads and skims them in the respondent's language. Help, headings and the labels of
    answers need not be read by everybody, and do not count.
    """

    section: Section
    asked: Floats
    reading: Floats
    least: Floats
    seconds: Floats


@dataclass(frozen=True, slots=True)
class Times:
    """The pages of a questionnaire, and the seconds for the whole where they alone are known."""

    pages: tuple[Page, ...]
    duration: Floats

    def hurried(self, page: Page) -> Floats:
        """Return 1 where a page was sent before it could be read, 0 where not, NaN if not known.

        Where no time of the page is known, that of the whole questionnaire stands for it.
        """
        reading = np.sum([one.reading for one in self.pages], axis=0)
        whole = np.where(np.isnan(self.duration), np.nan, self.duration < reading)
        return np.where(np.isnan(page.seconds), whole, page.seconds < page.reading)


def build_times(frame: Frame, questionnaire: Questionnaire, traces: Traces | None) -> Times:
    """Return the times of all pages; without traces none is known."""
    unknown = np.full(frame.n, np.nan)
    tags = questionnaire.languages
    seconds = {} if traces is None else traces.seconds
    spoken = _places(() if traces is None else traces.languages, tags, frame.n)
    pages = [
        _page(frame, section, _Readers(tags, spoken), seconds.get(section.id, unknown))
        for section in questionnaire.sections
    ]
    return Times(tuple(pages), unknown if traces is None else traces.duration)


@dataclass(frozen=True, slots=True)
class _Readers:
    """The languages of a questionnaire, and the place of each respondent's among them."""

    languages: Sequence[str]
    spoken: Places

    def reading(self, item: Item) -> Floats:
        """Return the seconds to read a question (n,); of the shortest text if none is known."""
        seconds = [reading_seconds(item, tag, *self.languages) for tag in self.languages]
        return np.array([*seconds, min(seconds)])[self.spoken]


def _page(frame: Frame, section: Section, readers: _Readers, seconds: Floats) -> Page:
    asked, reading, least = np.zeros((3, frame.n))
    for item in section.items:
        if item.id in frame.columns:
            shown = frame.columns[item.id].missing != Missing.NOT_SHOWN
            needed = readers.reading(item)
            asked += shown
            reading += shown * needed * READING
            least += shown * np.maximum(needed * SKIMMING, LEAST)
    return Page(section, asked, reading, least, seconds)


def _places(spoken: Sequence[str | None], languages: Sequence[str], n: int) -> Places:
    places = {tag: place for place, tag in enumerate(languages)}
    if not places.keys() & set(spoken):
        return np.full(n, -1, dtype=np.int8)
    return np.array([places.get(tag or "", -1) for tag in spoken], dtype=np.int8)
