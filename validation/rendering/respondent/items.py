"""One question as HTML, made once; what a respondent answered is filled in."""

from collections.abc import Sequence

from markupsafe import escape

from validation.questionnaire import Fields, Item, shuffled
from validation.rendering.respondent.frames import Macros
from validation.rendering.respondent.questions import Question
from validation.rendering.respondent.slots import Slotted

WRONG = {"wrong": " wrong", "invalid": ' aria-invalid="true"'}


class ItemPage:
    """One item as it stands on a page.

    Args:
        item: what is asked.
        question: the same in the words of a language.
        macros: the templates of items.
        seed: from which the order of its choices is drawn.
    """

    def __init__(self, item: Item, question: Question, macros: Macros, seed: int) -> None:
        self.item = item
        self.question = question
        self._seed = seed
        self._whole = Slotted.of(macros.say("question", question))
        self._choices = {
            one.code: Slotted.of(macros.say("choice", question, one)) for one in question.choices
        }
        self._codes = tuple(self._choices)
        self._blank = self._filled({}, self._codes)

    def render(self, fields: Fields, problem: str, respondent: str) -> str:
        """Return the item with what stands in its fields.

        Args:
            fields: those of the whole form.
            problem: what is wrong with the answer, as HTML; empty if nothing.
            respondent: for whom the order of its choices is drawn.
        """
        values = self._values(fields)
        if problem:
            values |= {**WRONG, "error": problem}
        if not self.item.shuffle:
            return self._filled(values, self._codes) if values else self._blank
        return self._filled(values, shuffled(self.item, self._seed, respondent))

    def _filled(self, values: dict[str, str], codes: Sequence[str]) -> str:
        if self.question.numbered:
            return self._whole.fill(values)
        choices = "".join([self._choices[code].fill(values) for code in codes])
        return self._whole.fill({**values, "choices": choices})

    def _values(self, fields: Fields) -> dict[str, str]:
        question = self.question
        given = fields.get(question.field, ())
        offers = fields.get(question.offer_field, ())
        if question.type == "ranking":
            values = self._places(fields)
        elif question.type in ("number", "text"):
            values = {"value": str(escape(given[0]))} if given else {}
        else:
            values = {f"={code}": " checked" for code in given}
        return values | {f"~{name}": " checked" for name in offers} if offers else values

    def _places(self, fields: Fields) -> dict[str, str]:
        return {
            f"{choice.code}={place}": " selected"
            for choice in self.question.choices
            for place in fields.get(choice.field, ())
        }
