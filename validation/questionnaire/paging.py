"""A questionnaire page by page: what is asked now, what was answered, where to go next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from validation.questionnaire.answering import (
    NO_ANSWER,
    NOT_SHOWN,
    REFUSED,
    Answer,
    AnswerProblem,
    AnswerReader,
    Fields,
    plain_text,
    write_answer,
)
from validation.questionnaire.model import Item, Questionnaire, Section
from validation.questionnaire.routing import Routing
from validation.study import Codes

SHOWN = "shown"
UNANSWERED = (NO_ANSWER, NOT_SHOWN, REFUSED)
REMEMBERED = 1_000
LONGEST_UNREAD = 500


@dataclass(frozen=True, slots=True)
class PageItems:
    """One page: a section with the items of it that are asked.

    `number` is the section's own, from 1, and never changes; `place` of `pages` says how far the
    respondent is among the pages that are asked. `waiting` are the items that another answer on
    this page would bring up.
    """

    number: int
    section: Section
    items: tuple[Item, ...]
    place: int
    pages: int
    waiting: frozenset[str]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a posted page holds.

    `answers` are those that can be kept, one for every item that was asked: `(no_answer)` where
    it was left empty. `problems` are in the order of the page. `more` are the items that are asked
    and were not on it, such as those that its answers brought up. `unread` are the fields that
    could not be read, to be shown again as they were written.
    """

    answers: dict[str, Answer]
    problems: tuple[AnswerProblem, ...]
    more: tuple[str, ...]
    unread: dict[str, list[str]]


class Form:
    """A questionnaire made ready to be answered page by page.

    Every method takes the answers so far, by item; those of items that are not asked may be among
    them and count as not given.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._routing = Routing(questionnaire)
        self._dependent = {
            item.id: item.model_copy(update={"when": elsewhere})
            for item, elsewhere in dependents(questionnaire)
        }
        self._readers = tuple(
            tuple(map(AnswerReader, section.items)) for section in questionnaire.sections
        )
        # Few respondents differ in what they are asked.
        self._pages = lru_cache(REMEMBERED)(self._built)

    def pages_of(self, answers: Mapping[str, Answer]) -> tuple[PageItems, ...]:
        """Return the pages that are asked, in order; a section without such items is none."""
        hidden = self._routing.hidden(answers)
        return self._pages(hidden, self._waiting(hidden, answers))

    def page(self, number: int, answers: Mapping[str, Answer]) -> PageItems | None:
        """Return the page of a section by its number, None if it is not asked."""
        return next((one for one in self.pages_of(answers) if one.number == number), None)

    def next_page(self, number: int, answers: Mapping[str, Answer]) -> int | None:
        """Return the number of the page after a section, None after the last."""
        later = (one.number for one in self.pages_of(answers) if one.number > number)
        return next(later, None)

    def previous_page(self, number: int, answers: Mapping[str, Answer]) -> int | None:
        """Return the number of the page before a section, None before the first."""
        earlier = [one.number for one in self.pages_of(answers) if one.number < number]
        return earlier[-1] if earlier else None

    def open_page(self, answers: Mapping[str, Answer]) -> int | None:
        """Return the number of the first page that was not seen whole, None if all were."""
        for page in self.pages_of(answers):
            if any(item.id not in answers for item in page.items):
                return page.number
        return None

    def check_page(self, number: int, fields: Fields, answers: Mapping[str, Answer]) -> Checked:
        """Return what the form of a section's page holds, whatever stands in it.

        Args:
            number: that of the section.
            fields: the form, each field with all its values.
            answers: those given so far, on every page.
        """
        hidden = self._routing.hidden(answers)
        now = _without(hidden, answers)
        shown = frozenset(fields.get(SHOWN, ()))
        read = _Read()
        for reader in self._readers[number - 1]:
            name = reader.item.id
            if not self._is_asked(reader.item, hidden, now):
                now.pop(name, None)
            elif not self._was_shown(name, shown):
                read.more.append(name)
            elif isinstance(given := reader.read(fields), AnswerProblem):
                read.problems.append(given)
                now.pop(name, None)
            else:
                read.answers[name] = now[name] = given
        unread = _unread(read.problems, fields)
        return Checked(read.answers, tuple(read.problems), tuple(read.more), unread)

    def missing(self, answers: Mapping[str, Answer]) -> tuple[tuple[int, AnswerProblem], ...]:
        """Return the required items that have no answer yet, each with the number of its page."""
        return tuple(
            (page.number, AnswerProblem(item.id, "required"))
            for page in self.pages_of(answers)
            for item in page.items
            if item.required and answers.get(item.id, NO_ANSWER) == NO_ANSWER
        )

    def share(self, answers: Mapping[str, Answer]) -> float:
        """Return the part of the items asked that is answered, other than by a refusal.

        It tells a partial interview from a break-off (AAPOR, Standard Definitions, 2016).
        """
        asked = [item.id for page in self.pages_of(answers) for item in page.items]
        answered = sum(answers.get(name, NO_ANSWER) not in UNANSWERED for name in asked)
        return answered / len(asked) if asked else 1.0

    def settled(self, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """Return the answers as they are kept: one for every item, in order.

        What is no longer asked is dropped: `(not_shown)`, as is what was never seen.
        """
        hidden = self._routing.hidden(answers)
        return {
            item.id: NOT_SHOWN if item.id in hidden else answers.get(item.id, NOT_SHOWN)
            for item in self._questionnaire.items()
        }

    def _is_asked(self, item: Item, hidden: frozenset[str], now: Mapping[str, Answer]) -> bool:
        # What is answered on the page changes nothing but for items that look at it.
        if item.id in self._dependent:
            return self._routing.asks(item, now)
        return item.id not in hidden

    def _was_shown(self, name: str, shown: frozenset[str]) -> bool:
        # Whoever sends no list of what was shown has seen what is there in any case.
        return name in shown if shown else name not in self._dependent

    def _waiting(self, hidden: frozenset[str], answers: Mapping[str, Answer]) -> frozenset[str]:
        if hidden.isdisjoint(self._dependent):
            return frozenset()
        valid = _without(hidden, answers)
        waiting = (self._dependent[name] for name in hidden if name in self._dependent)
        return frozenset(item.id for item in waiting if self._routing.asks(item, valid))

    def _built(self, hidden: frozenset[str], waiting: frozenset[str]) -> tuple[PageItems, ...]:
        asked = [
            (number, section, items)
            for number, section in enumerate(self._questionnaire.sections, start=1)
            if (items := tuple(one for one in section.items if one.id not in hidden))
        ]
        return tuple(
            PageItems(number, section, items, place, len(asked), waiting)
            for place, (number, section, items) in enumerate(asked, start=1)
        )


@dataclass(slots=True)
class _Read:
    answers: dict[str, Answer] = field(default_factory=dict)
    problems: list[AnswerProblem] = field(default_factory=list)
    more: list[str] = field(default_factory=list)


def dependents(questionnaire: Questionnaire) -> Iterator[tuple[Item, dict[str, Codes]]]:
    """Yield the items that are asked or not by what is answered on their own page.

    Each comes with those of its conditions that rest on other pages.
    """
    sources = {one.id: one.of for one in questionnaire.derived}
    for section in questionnaire.sections:
        here = {item.id for item in section.items}
        for item in section.items:
            elsewhere = {
                name: codes
                for name, codes in item.when.items()
                if sources.get(name, name) not in here
            }
            if len(elsewhere) < len(item.when):
                yield item, elsewhere


def write_page(page: PageItems, answers: Mapping[str, Answer]) -> dict[str, list[str]]:
    """Return the form fields of a page that hold the answers: what `check_page` reads."""
    written: dict[str, list[str]] = {SHOWN: [item.id for item in page.items]}
    for item in page.items:
        written |= write_answer(item, answers.get(item.id))
    return written


def _without(hidden: frozenset[str], answers: Mapping[str, Answer]) -> dict[str, Answer]:
    if not hidden:
        return dict(answers)
    return {name: one for name, one in answers.items() if name not in hidden}


def _unread(problems: list[AnswerProblem], fields: Fields) -> dict[str, list[str]]:
    if not problems:
        return {}
    wrong = {one.item for one in problems if one.wrong != "required"}
    return {
        name: [plain_text(value[:LONGEST_UNREAD]) for value in values]
        for name, values in fields.items()
        if name[:2] in ("a.", "o.") and name[2:].partition(":")[0] in wrong
    }
