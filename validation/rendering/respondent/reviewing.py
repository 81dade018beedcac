"""The answers of a respondent in words, section by section."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from validation.questionnaire import NONE, Answer
from validation.rendering.respondent.catalogues import figure
from validation.rendering.respondent.frames import Macros
from validation.rendering.respondent.questions import Question


@dataclass(frozen=True, slots=True)
class Row:
    """One question with what was answered; `said` is empty without an answer."""

    asked: Markup
    said: tuple[Markup, ...]
    ordered: bool


class Review:
    """Answers in the words of one language.

    Args:
        language: that of the page.
        questions: what was asked, by item.
    """

    def __init__(self, language: str, questions: Mapping[str, Question]) -> None:
        self._language = language
        self._questions = questions
        self._made = Macros(language, "review_parts.html.j2")
        self._no_place = self._made.say("no_place")

    def section(
        self, title: Markup, address: str, answers: Iterable[tuple[str, Answer | None]]
    ) -> str:
        """Return the answers of a section and the link to its page."""
        rows = [self._row(self._questions[item], answer) for item, answer in answers]
        return str(self._made.say("section", title, address, rows))

    def _row(self, question: Question, answer: Answer | None) -> Row:
        ordered = question.type == "ranking" and isinstance(answer, list)
        return Row(question.text, tuple(self._said(question, answer)), ordered)

    def _said(self, question: Question, answer: Answer | None) -> Sequence[Markup]:
        labels = {one.code: self._label(question, one.code, one.label) for one in question.choices}
        offers = {f"({one.name})": one.label for one in question.offers}
        if answer is None or answer == [] or (isinstance(answer, str) and answer in offers):
            key = f"({NONE})" if answer == [] else str(answer)
            return [offers[key]] if key in offers else []
        if isinstance(answer, list):
            return [labels.get(code or "", self._no_place) for code in answer]
        if isinstance(answer, int | float):
            return [escape(figure(answer, self._language)) + Markup(" ") + question.unit]
        if question.type == "text":
            return [] if answer.startswith("(no") and answer.endswith(")") else [escape(answer)]
        return [labels[answer]] if answer in labels else []

    def _label(self, question: Question, code: str, label: Markup) -> Markup:
        named = question.numbered and label.striptags() != code
        return Markup("{} – {}").format(code, label) if named else label
