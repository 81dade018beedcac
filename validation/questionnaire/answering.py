"""What was written into the fields of one item: the answer, or what is wrong with it.

Answers are in the notation of records: a code, a number, a list of codes, a ranking with the first
place first; why there is no answer stands in parentheses.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from validation.claims import Missing, missing_name
from validation.questionnaire.model import Choice, Item

Answer = str | float | list[str | None]
Fields = Mapping[str, Sequence[str]]
Wrong = Literal[
    "required",
    "unknown",
    "only_one",
    "both",
    "none_and_others",
    "no_number",
    "thousands",
    "too_low",
    "too_high",
    "too_long",
    "bad_place",
    "same_place",
]

NO_ANSWER = missing_name(Missing.NO_ANSWER)
NOT_SHOWN = missing_name(Missing.NOT_SHOWN)
REFUSED = missing_name(Missing.REFUSED)
NONE = "none"
LONGEST_TEXT = 5_000
LONGEST_NUMBER = 40
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")
_ONE_OF = ("single", "rating")
# Control characters but for tabs and line breaks, and halves of pairs.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """What is wrong with the answer to an item; `values` are the numbers that a sentence names."""

    item: str
    wrong: Wrong
    values: Mapping[str, float] = field(default_factory=dict)


def answer_field(item: Item) -> str:
    """Return the name of the form field that holds the answer to an item."""
    return f"a.{item.id}"


def offer_field(item: Item) -> str:
    """Return the name of the form field that says why there is no answer."""
    return f"o.{item.id}"


def place_field(item: Item, choice: Choice) -> str:
    """Return the name of the form field that holds the place of a choice in a ranking.

    No id has a colon, so no two items share a field.
    """
    return f"a.{item.id}:{choice.code}"


def has_none(item: Item) -> bool:
    """Tell whether an item needs "none of these" beside its choices."""
    return item.type == "multi" and all(choice.code != NONE for choice in item.choices)


def offered(item: Item) -> dict[str, Answer]:
    """Return what may be written into the offer field of an item, and the answer that it is.

    >>> items = {"id": "met", "type": "multi", "text": "Where?", "offers": ["refused"]}
    >>> offered(Item.model_validate(items))
    {'refused': '(refused)', 'none': []}
    """
    offers: dict[str, Answer] = {name: f"({name})" for name in item.offers}
    return offers | ({NONE: []} if has_none(item) else {})


def read_answer(item: Item, fields: Fields) -> Answer | AnswerProblem:
    """Return the answer to an item that a form holds, `(no_answer)` if none, or what is wrong."""
    given = _READERS[item.type](item, fields)
    if isinstance(given, AnswerProblem):
        return given
    if offers := _values(fields, offer_field(item)):
        given = _offer(item, offers, given)
    if given is None:
        return AnswerProblem(item.id, "required") if item.required else NO_ANSWER
    return given


class AnswerReader:
    """Reads the answers of many to one item; what is the same for all is made once.

    Args:
        item: what is asked.
    """

    def __init__(self, item: Item) -> None:
        self.item = item
        self._answer = answer_field(item)
        self._offer = offer_field(item)
        one_of = item.type in _ONE_OF
        self._codes = frozenset(choice.code for choice in item.choices) if one_of else frozenset()

    def read(self, fields: Fields) -> Answer | AnswerProblem:
        """Return what `read_answer` does."""
        # Most answers are one choice and nothing else.
        given = fields.get(self._answer, ())
        if len(given) == 1 and given[0] in self._codes and self._offer not in fields:
            return given[0]
        return read_answer(self.item, fields)


def write_answer(item: Item, answer: Answer | None) -> dict[str, list[str]]:
    """Return the form fields that hold an answer: what `read_answer` reads.

    >>> age = Item.model_validate({"id": "age", "type": "number", "text": "Age?"})
    >>> write_answer(age, 34.5)
    {'a.age': ['34.5']}
    """
    if answer is None or answer in (NO_ANSWER, NOT_SHOWN):
        return {}
    if item.type in _ONE_OF:
        return {answer_field(item): [str(answer)]}
    name = next((name for name, said in offered(item).items() if said == answer), None)
    if name is not None:
        return {offer_field(item): [name]}
    if item.type == "ranking" and isinstance(answer, list):
        places = {code: str(place) for place, code in enumerate(answer, start=1)}
        return {
            place_field(item, choice): [places[choice.code]]
            for choice in item.choices
            if choice.code in places
        }
    if isinstance(answer, list):
        return {answer_field(item): [code for code in answer if code is not None]}
    return {answer_field(item): [answer if isinstance(answer, str) else f"{answer:.15g}"]}


def _offer(item: Item, offers: Sequence[str], given: Answer | None) -> Answer | AnswerProblem:
    known = offered(item)
    if any(one not in known for one in offers):
        return AnswerProblem(item.id, "unknown")
    if given is not None:
        return AnswerProblem(item.id, "both")
    return AnswerProblem(item.id, "only_one") if len(offers) > 1 else known[offers[0]]


def _read_choice(item: Item, fields: Fields) -> Answer | AnswerProblem | None:
    given = _given(item, fields)
    if not given:
        return None
    if len(given) > 1:
        return AnswerProblem(item.id, "only_one")
    for choice in item.choices:
        if choice.code == given[0]:
            return given[0]
    offered = given[0] in [f"({name})" for name in item.offers]
    return given[0] if offered else AnswerProblem(item.id, "unknown")


def _read_selection(item: Item, fields: Fields) -> Answer | AnswerProblem | None:
    given = set(_given(item, fields))
    known = [choice.code for choice in item.choices]
    if not given <= set(known):
        return AnswerProblem(item.id, "unknown")
    if NONE in given and len(given) > 1:
        return AnswerProblem(item.id, "none_and_others")
    return [code for code in known if code in given] or None


def _read_number(item: Item, fields: Fields) -> Answer | AnswerProblem | None:
    given = [one for one in map(_plain_number, _given(item, fields)) if one]
    if not given:
        return None
    if len(given) > 1:
        return AnswerProblem(item.id, "only_one")
    # 1,234 is a thousand to one reader and little more than one to another.
    if _THOUSANDS.fullmatch(given[0]):
        return AnswerProblem(item.id, "thousands")
    if not _NUMBER.fullmatch(given[0]):
        return AnswerProblem(item.id, "no_number")
    return _within(item, float(given[0]))


def _within(item: Item, number: float) -> Answer | AnswerProblem:
    limits = {
        name: limit for name, limit in (("low", item.low), ("high", item.high)) if limit is not None
    }
    if item.low is not None and number < item.low:
        return AnswerProblem(item.id, "too_low", limits)
    if item.high is not None and number > item.high:
        return AnswerProblem(item.id, "too_high", limits)
    return number + 0.0  # no minus zero


def _read_text(item: Item, fields: Fields) -> Answer | AnswerProblem | None:
    given = [text for text in _written(item, fields) if text]
    if not given:
        return None
    if len(given) > 1:
        return AnswerProblem(item.id, "only_one")
    if len(given[0]) > LONGEST_TEXT:
        return AnswerProblem(item.id, "too_long", {"limit": LONGEST_TEXT, "length": len(given[0])})
    return given[0]


def _read_ranking(item: Item, fields: Fields) -> Answer | AnswerProblem | None:
    places: dict[int, str] = {}
    known = {str(place): place for place in range(1, len(item.choices) + 1)}
    for choice in item.choices:
        for written in {one.strip() for one in fields.get(place_field(item, choice), ())} - {""}:
            place = known.get(written)
            if place is None:
                return AnswerProblem(item.id, "bad_place", {"high": len(item.choices)})
            if place in places or choice.code in places.values():
                return AnswerProblem(item.id, "same_place")
            places[place] = choice.code
    return [places.get(place) for place in range(1, max(places) + 1)] if places else None


def _written(item: Item, fields: Fields) -> list[str]:
    return [plain_text(one).strip() for one in fields.get(answer_field(item), ())]


def _given(item: Item, fields: Fields) -> list[str]:
    return _values(fields, answer_field(item))


def _values(fields: Fields, name: str) -> list[str]:
    """Return what is written in the fields of a name, each thing once."""
    values = fields.get(name)
    # Few fields have several values, and this is asked for every item of every page.
    if values is None:
        return []
    if len(values) == 1:
        return [values[0]] if values[0] else []
    return [one for one in dict.fromkeys(values) if one]


def _plain_number(text: str) -> str:
    joined = "".join(text[: LONGEST_NUMBER + 1].split())
    return joined.replace("\u2212", "-").replace(",", ".")


def plain_text(text: str) -> str:
    """Return a text without what nobody sees and no database keeps, its lines as they are.

    >>> plain_text("one" + chr(0) + " two")
    'one two'
    """
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


_READERS: dict[str, Callable[[Item, Fields], Answer | AnswerProblem | None]] = {
    "single": _read_choice,
    "rating": _read_choice,
    "multi": _read_selection,
    "number": _read_number,
    "text": _read_text,
    "ranking": _read_ranking,
}
