"""The texts of a study and its questionnaire in the language of the reader."""

from validation.language import LocalizedText
from validation.questionnaire import DerivedItem, Item, Questionnaire
from validation.study import Hypothesis, Study


class Labels:
    """What things are called: items, answers, stages, personas and groups.

    Args:
        study: the study with its claims bound to items.
        questionnaire: what was asked.
        language: of the reader; texts that lack it are taken in another one of the study.
    """

    def __init__(self, study: Study, questionnaire: Questionnaire, language: str) -> None:
        self._order = (language, *study.languages)
        self._study = study
        self._asked = {item.id: item for item in questionnaire.items()}
        self._derived = {item.id: item for item in questionnaire.derived}
        self._stages = {stage.id: stage.title for stage in study.stages} | {
            str(part.stage): part.title for part in questionnaire.sections if part.stage
        }

    def say(self, text: LocalizedText | None) -> str:
        """Return a text in the language of the reader."""
        return "" if text is None else text.within(*self._order)

    def item(self, name: str) -> str:
        """Return the wording of an item, or the title of bands."""
        known: Item | DerivedItem | None = self._asked.get(name) or self._derived.get(name)
        if isinstance(known, Item):
            return self.say(known.text)
        return (self.say(known.title) if known else "") or name

    def type(self, name: str) -> str:
        """Return the type of an item."""
        return self._asked[name].type if name in self._asked else "bands"

    def answer(self, item: str, code: str) -> str:
        """Return what an answer is called: its code where nothing else is known.

        A band without a label is told by its ends too, which every reader understands.
        """
        known, derived = self._asked.get(item), self._derived.get(item)
        labels = {one.code: one.label for one in known.choices} if known else {}
        labels |= derived.labels if derived else {}
        if code in labels:
            return self.say(labels[code])
        return self._ends(derived, code) if derived else _spaced(code)

    def _ends(self, derived: DerivedItem, code: str) -> str:
        if code not in derived.bands or any(letter.isdigit() for letter in code):
            return _spaced(code)
        low, high = ("" if end is None else f"{end:g}" for end in derived.bands[code])
        return f"{_spaced(code)} ({low}–{high})"

    def stage(self, name: str) -> str:
        """Return the title of a stage."""
        return self.say(self._stages.get(name)) or name

    def persona(self, name: str | None) -> str:
        """Return the title of a persona."""
        titles = {one.id: one.title for one in self._study.personas}
        return self.say(titles.get(name or ""))

    def group(self, hypothesis: Hypothesis, name: str) -> str:
        """Return what one of the groups that a claim compares is called; nothing if it is all."""
        claim = hypothesis.claim
        if claim.kind != "difference":
            return ""
        sides = {f"{claim.segment} {', '.join(side)}": side for side in (claim.higher, claim.lower)}
        codes = sides.get(name, ())
        return ", ".join(self.answer(claim.segment, code) for code in codes)


def _spaced(code: str) -> str:
    return code.replace("_", " ")
