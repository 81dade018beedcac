"""What is wrong with answers, in the words of the respondent, with links to the questions."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from validation.questionnaire import AnswerProblem
from validation.rendering.respondent.frames import Macros
from validation.rendering.respondent.questions import Question


class ProblemWords:
    """Problems worded in one language.

    Args:
        language: one of the shipped ones.
        questions: those that can have problems, by item.
    """

    def __init__(self, language: str, questions: Mapping[str, Question]) -> None:
        self._said = Macros(language, "problems.html.j2")
        self._questions = questions

    def beside(self, problem: AnswerProblem) -> str:
        """Return what stands beside the question."""
        return str(self._said.say("one", self._sentence(problem)))

    def summary(
        self, problems: Iterable[tuple[str, AnswerProblem]], *, unread: bool = False
    ) -> dict[str, str]:
        """Return the list at the top of a page, and what its title says.

        Args:
            problems: each with the address of its page, empty on the page itself.
            unread: whether something stands on the page that could not be kept.
        """
        shown = [
            self._entry(path, one.item) | {"text": self._sentence(one)} for path, one in problems
        ]
        return {
            "errors": str(self._said.say("summary", shown, unread)),
            "error_title": str(self._said.say("in_title")),
        }

    def more(self, items: Iterable[str]) -> dict[str, str]:
        """Return the list of questions that an answer brought up."""
        return {"errors": str(self._said.say("more", [self._entry("", item) for item in items]))}

    def progress(self, place: int, pages: int) -> str:
        """Return how far a respondent is."""
        return str(self._said.say("progress", place, pages))

    def _sentence(self, problem: AnswerProblem) -> Markup:
        return self._said.say(problem.wrong, problem.values)

    def _entry(self, path: str, item: str) -> dict[str, object]:
        question = self._questions[item]
        return {"href": f"{path}#q{question.number}-1", "asked": question.text}
