"""How long a questionnaire takes: the time to read it and the time to answer it."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from validation.language import LocalizedText
from validation.questionnaire.model import Item, Section

# Reading aloud takes 68 ms a character in 14 languages (Trauzettel-Klosinski & Dietz 2012,
# standardized reading texts); silent reading is faster by 238 to 183 words a minute (Brysbaert
# 2019). The seconds to answer are our assumption, chosen so that one closed question takes the
# 10 to 11 seconds on which Pew Research Center plans (15 minutes for 85 such questions, 2022).
READING = 0.068 * 183 / 238
ANSWERING = {
    "single": 2.0,
    "rating": 2.0,
    "multi": 2.0,
    "number": 6.0,
    "ranking": 2.0,
    "text": 25.0,
}
PER_OPTION = {"multi": 0.5, "ranking": 3.0}
PER_SECTION = 2.0


def estimate_minutes(sections: Iterable[Section], languages: Sequence[str]) -> float:
    """Return the minutes that a respondent who is asked everything takes, in the slowest language.

    The labels of a battery are read once.

    >>> why = Item(id="why", type="text", text="Why did you choose this operator?")
    >>> estimate_minutes([Section(id="use", title="Using", items=[why])], ["en"])
    0.5
    """
    sections = tuple(sections)
    seconds = [sum(_section(section, tag, languages) for section in sections) for tag in languages]
    return round(max(seconds, default=0.0) / 60, 1)


def reading_seconds(item: Item, *languages: str) -> float:
    """Return the seconds that reading a question takes, its help and answers left aside.

    >>> why = Item(id="why", type="text", text="Why did you choose this operator?")
    >>> round(reading_seconds(why, "en"), 2)
    1.73
    """
    return _length(item.text, languages) * READING


def _section(section: Section, tag: str, languages: Sequence[str]) -> float:
    seconds = PER_SECTION
    for battery, items in groupby(section.items, key=lambda item: item.battery):
        for position, item in enumerate(items):
            repeated = battery is not None and position > 0
            seconds += _item(item, (tag, *languages), repeated=repeated)
    return seconds


def _item(item: Item, order: Sequence[str], *, repeated: bool) -> float:
    labels = () if repeated else tuple(choice.label for choice in item.choices)
    characters = sum(_length(text, order) for text in (item.text, item.help, *labels))
    options = PER_OPTION.get(item.type, 0.0) * len(item.choices)
    return characters * READING + ANSWERING[item.type] + options


def _length(text: LocalizedText | None, order: Sequence[str]) -> int:
    return 0 if text is None else len(text.within(*order))
