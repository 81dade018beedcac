"""All that a respondent meets, in every language of a study.

Forms post to the visitor's path (`start`, `consent` and `unsubscribe`), to its page's number, or to
`review`, `decline`, `erase` under it. Every form has `csrf`, `page` and the trap `website`; the
button that was pressed is `go`: start, next, back, later, send, decline, erase or stop. `warned`
says that the page told what is not saved when it is left. `consent` is the version of the text
that was agreed to, `scope` what somebody unsubscribes from: study or all. A language is switched by
`to`: posted to `language` under the path, from a section with all its answers; got from the path
itself on notices, `start` and `unsubscribe`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from validation.language import SHIPPED
from validation.questionnaire import Answer, AnswerProblem, Checked, PageItems, Questionnaire
from validation.rendering.respondent.consent import Told, mail_link
from validation.rendering.respondent.edition import Edition
from validation.rendering.respondent.visitor import Visitor
from validation.study import Privacy

StudyNotice = Literal[
    "thanks", "saved", "answered", "declined", "erased", "stopped", "expired", "closed",
    "not_open", "old_page", "forbidden", "too_large", "too_many", "busy", "failed",
]  # fmt: skip
SENT = ("thanks", "answered")


class RespondentPages:
    """The pages of one questionnaire: made when they are first asked for, then only filled.

    Args:
        questionnaire: what is asked; its languages are those that can be chosen.
        privacy: what respondents are told; `anonymous` must be that of the wave.
        open_link: whether they come by a link that is open to all.
    """

    def __init__(
        self, questionnaire: Questionnaire, privacy: Privacy, *, open_link: bool = False
    ) -> None:
        self._questionnaire = questionnaire
        self._told = Told(privacy, open_link)
        self._editions: dict[str, Edition] = {}

    def tells(self, privacy: Privacy, *, open_link: bool) -> bool:
        """Tell whether this is what the pages tell respondents."""
        return self._told == Told(privacy, open_link)

    def prepare(self) -> None:
        """Make the pages in all languages, so that nobody who answers waits for them."""
        for language in self._questionnaire.languages:
            self._in(language).prepare()

    def language(self, wished: str | None, *, reads: bool = False) -> str:
        """Return the language of the study that a respondent gets who wishes one.

        Who only reads what a study says (`reads`) may wish any language in which it is told.
        """
        offered = self._questionnaire.languages
        known = (*offered, *SHIPPED) if reads else offered
        return wished if wished in known else offered[0]

    def consent_version(self, language: str) -> str:
        """Return the SHA-256 of the text that people agree to."""
        return self._in(language).version

    def start(self, visitor: Visitor) -> str:
        """Return the first page of an open link: what it is, and a button to get a link."""
        return self._in(visitor.language).plain("start", visitor)

    def consent(self, visitor: Visitor, *, resume: bool = False) -> str:
        """Return what is told before anything is asked; `resume` if answers are there already."""
        return self._in(visitor.language).consent(visitor, resume=resume)

    def section(
        self,
        page: PageItems,
        visitor: Visitor,
        answers: Mapping[str, Answer],
        checked: Checked | None = None,
    ) -> str:
        """Return the page of a section.

        Args:
            page: what is asked, given the answers.
            visitor: who looks at it.
            answers: all so far, those just checked among them.
            checked: what was posted, if the page is shown again: its problems are listed, what
                could not be read stands there as it was written, new questions are pointed out.
        """
        return self._in(visitor.language).section(page, visitor, answers, checked)

    def review(
        self,
        pages: Sequence[PageItems],
        visitor: Visitor,
        answers: Mapping[str, Answer],
        missing: Iterable[tuple[int, AnswerProblem]] = (),
    ) -> str:
        """Return all answers with links to their pages, and the button that sends them."""
        return self._in(visitor.language).review(pages, visitor, answers, missing)

    def decline(self, visitor: Visitor) -> str:
        """Return the question whether somebody does not want to take part."""
        return self._in(visitor.language).plain("confirm", visitor, kind="decline")

    def erase(self, visitor: Visitor) -> str:
        """Return the question whether all answers are to be erased."""
        return self._in(visitor.language).plain("confirm", visitor, kind="erase")

    def unsubscribe(self, visitor: Visitor) -> str:
        """Return the question what somebody does not want to be sent any more.

        Like a notice it speaks to readers of digests too, in their own language.
        """
        return self._in(visitor.language, reads=True).plain("confirm", visitor, kind="stop")

    def notice(self, kind: StudyNotice, visitor: Visitor, *, languages: bool = True) -> str:
        """Return a page that only tells something.

        Args:
            kind: what it tells.
            visitor: who looks at it.
            languages: whether the language can be switched there (a GET of the visitor's path
                with `to`).
        """
        erasable = kind in SENT and not self._told.privacy.anonymous
        said = {"kind": kind, "erasable": erasable, "linked": True}
        switch = "get" if languages else ""
        contact = mail_link(self._told.privacy)
        return self._in(visitor.language, reads=True).plain(
            "notice", visitor, **said, switch=switch, contact=contact
        )

    def _in(self, language: str, *, reads: bool = False) -> Edition:
        chosen = self.language(language, reads=reads)
        if chosen not in self._editions:
            self._editions[chosen] = Edition(self._questionnaire, self._told, chosen)
        return self._editions[chosen]
