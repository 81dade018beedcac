"""Who opens a link: whose it is, what is asked there, and in which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from starlette.responses import HTMLResponse, Response

from validation.questionnaire import Answer, Form, Questionnaire
from validation.rendering import RespondentPages, StudyNotice, Visitor
from validation.store import Visit
from validation.web.tokens import form_key
from validation.web.turning import STATUS

CONSENT = "consent"
REVIEW = "review"
THANKS: StudyNotice = "thanks"
SEE_OTHER = 303


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire as it is asked: the way through it, and its pages."""

    questionnaire: Questionnaire
    form: Form
    pages: RespondentPages


@dataclass(frozen=True)
class Guest:
    """Somebody with a link.

    Args:
        path: the address of their pages, such as `/r/<token>`.
        token: the link's own.
        visit: what the database knows of them.
        instrument: what is asked.
        chosen: the language chosen in the address, where there is one.
        preview: whether nothing is kept.
    """

    path: str
    token: str
    visit: Visit
    instrument: Instrument
    chosen: str | None = None
    preview: bool = False

    @property
    def pages(self) -> RespondentPages:
        """The pages of the questionnaire."""
        return self.instrument.pages

    @property
    def form(self) -> Form:
        """The way through the questionnaire."""
        return self.instrument.form

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The answers so far."""
        return self.visit.answers

    @property
    def started(self) -> bool:
        """Whether they have agreed to answer."""
        return self.visit.started_at is not None

    @property
    def code(self) -> str:
        """The only name of their invitation; empty behind an open link."""
        return self.visit.invitation or ""

    @property
    def reads(self) -> bool:
        """Whether they read the digests of the study, and are no respondent."""
        return self.visit.purpose == "stop" and self.visit.invitation is None

    @property
    def cut(self) -> bool:
        """Whether nobody can tell any more which answers are theirs."""
        return self.visit.anonymous and self.visit.answered

    @cached_property
    def language(self) -> str:
        """The language in which the pages speak to them."""
        return self.pages.language(self.chosen or self.visit.language, reads=self.reads)

    def visitor(self, page: str) -> Visitor:
        """Return what a page needs to know of them; `page` is that of its forms."""
        key = form_key(self.token, page)
        return Visitor(self.path, key, self.language, self.code, self.preview)

    def notice(self, kind: StudyNotice, status: int | None = None) -> Response:
        """Return a page that only tells something."""
        page = self.pages.notice(kind, self.visitor(kind))
        return HTMLResponse(page, status or STATUS[kind])

    def going(self, page: int | str | None, language: str | None = None) -> Response:
        """Send the browser to another of their pages, None for the first one.

        A language that is told, or stood in the address, goes along: when the answers have been
        sent or erased, nothing else knows which was chosen.
        """
        place = self.path if page is None else f"{self.path}/{page}"
        said = language or self.chosen
        chosen = "" if said is None else f"?to={self.pages.language(said)}"
        # Nothing in it has to be quoted: it is a token, the name of a page and a language of ours.
        return Response(status_code=SEE_OTHER, headers={"location": f"{place}{chosen}"})

    def going_on(self, answers: Mapping[str, Answer]) -> Response:
        """Send the browser to the first page that was not seen, or to the review."""
        if not self.started:
            return self.going(None)
        return self.going(self.form.open_page(answers) or REVIEW)
