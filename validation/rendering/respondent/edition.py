"""The pages of one questionnaire in one language: made once, filled for each respondent."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from validation.questionnaire import Answer, AnswerProblem, Checked, PageItems, Questionnaire
from validation.rendering.respondent.catalogues import spoken
from validation.rendering.respondent.consent import Told, consent_text, whole_minutes
from validation.rendering.respondent.frames import Macros, render
from validation.rendering.respondent.problems import ProblemWords
from validation.rendering.respondent.questions import Questions, Speaker
from validation.rendering.respondent.reviewing import Review
from validation.rendering.respondent.sections import SectionItems
from validation.rendering.respondent.slots import Slotted
from validation.rendering.respondent.visitor import Visitor

REMEMBERED = 1_000
WARNED = '<input type="hidden" name="warned" value="1">'
HINTED = ("multi", "ranking")


class Edition:
    """The pages of a questionnaire in one language.

    Args:
        questionnaire: what is asked.
        told: what respondents are told about their answers.
        chosen: a language of the study, or one that we ship.
    """

    def __init__(self, questionnaire: Questionnaire, told: Told, chosen: str) -> None:
        self._language = spoken(chosen)
        self._speaker = Speaker(questionnaire, chosen, self._language)
        self._sections = {one.id: one for one in questionnaire.sections}
        offered = dict.fromkeys((*questionnaire.languages, chosen))
        self._shared: dict[str, object] = {
            "study": self._speaker.say(questionnaire.title),
            "languages": tuple((tag, own_name(tag)) for tag in offered),
            "chosen": chosen,
            "anonymous": told.privacy.anonymous,
            "open_link": told.open_link,
            "minutes": whole_minutes(questionnaire),
            "consent": consent_text(questionnaire, told, self._speaker, self._language),
        }
        self.version = hashlib.sha256(str(self._shared["consent"]).encode()).hexdigest()
        self._parts = Macros(self._language, "parts.html.j2", self._shared)
        self._banner = str(self._parts.say("preview_banner"))
        self._frame = lru_cache(REMEMBERED)(self._made)
        self._ask(questionnaire)

    def _ask(self, questionnaire: Questionnaire) -> None:
        hints = {name: str(self._parts.say(f"hint_{name}")) for name in HINTED}
        none = str(self._parts.say("none_of_these"))
        asked = tuple(Questions(questionnaire, self._speaker, hints, none).all())
        questions = {item.id: question for item, question in asked}
        self._items = SectionItems(questionnaire, self._language, asked)
        self._problems = ProblemWords(self._language, questions)
        self._review = Review(self._language, questions)
        self._progress = lru_cache(REMEMBERED)(self._problems.progress)

    def prepare(self) -> None:
        """Make the pages that everybody meets."""
        self._frame("consent", version=self.version)
        self._frame("review")
        for number, section in enumerate(self._sections, start=1):
            self._frame("section", section=section, number=number)

    def consent(self, visitor: Visitor, *, resume: bool) -> str:
        """Return what is told before anything is asked."""
        values = visitor.values(self._banner)
        values["start"] = str(self._parts.say("go_on" if resume else "begin"))
        values["resume"] = str(self._parts.say("resumed")) if resume else ""
        return self._frame("consent", version=self.version).fill(values)

    def section(
        self,
        page: PageItems,
        visitor: Visitor,
        answers: Mapping[str, Answer],
        checked: Checked | None,
    ) -> str:
        """Return the page of a section, with what was wrong with it if it was posted."""
        values = visitor.values(self._banner)
        fields = self._items.fields(page.items, answers)
        wrong: dict[str, str] = {}
        if checked is not None:
            told = {one.item for one in checked.problems}
            kept = [item for item in page.items if item.id not in told]
            fields = self._items.fields(kept, answers) | checked.unread
            wrong = {one.item: self._problems.beside(one) for one in checked.problems}
            values |= self._told(checked)
        values["items"] = self._items.render(page, fields, wrong, visitor.respondent)
        values["progress"] = self._progress(page.place, page.pages)
        values["place"], values["pages"] = str(page.place), str(page.pages)
        return self._frame("section", section=page.section.id, number=page.number).fill(values)

    def review(
        self,
        pages: Sequence[PageItems],
        visitor: Visitor,
        answers: Mapping[str, Answer],
        missing: Iterable[tuple[int, AnswerProblem]],
    ) -> str:
        """Return all answers, to be looked at before they are sent."""
        values = visitor.values(self._banner)
        values["sections"] = "".join(
            self._review.section(
                self._speaker.say(page.section.title),
                f"{visitor.path}/{page.number}",
                [(item.id, answers.get(item.id)) for item in page.items],
            )
            for page in pages
        )
        wanting = [(f"{visitor.path}/{number}", problem) for number, problem in missing]
        values |= self._problems.summary(wanting) if wanting else {}
        return self._frame("review").fill(values)

    def plain(self, name: str, visitor: Visitor, **said: object) -> str:
        """Return a page on which only the visitor differs."""
        return self._frame(name, **said).fill(visitor.values(self._banner))

    def _told(self, checked: Checked) -> dict[str, str]:
        if checked.problems:
            problems = (("", one) for one in checked.problems)
            told = self._problems.summary(problems, unread=bool(checked.unread))
            return told | {"warned": WARNED} if checked.unread else told
        return self._problems.more(checked.more) if checked.more else {}

    def _made(self, name: str, *, section: str = "", **said: object) -> Slotted:
        values = {**self._shared, **said}
        if section:
            shown = self._sections[section]
            values["section"] = self._speaker.say(shown.title)
            values["text"] = self._speaker.say(shown.text)
        return Slotted.of(render(self._language, f"{name}.html.j2", values))


def own_name(tag: str) -> str:
    """Return what a language calls itself.

    >>> own_name("fi"), own_name("sv-FI"), own_name("xx")
    ('Suomi', 'Svenska (Finland)', 'xx')
    """
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return tag
    name = locale.get_display_name(locale) or tag
    return name[:1].upper() + name[1:]
