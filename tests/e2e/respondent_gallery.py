"""Every page that a respondent can meet, of a study that asks every kind of question."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import get_args

from playwright.sync_api import Page, Route

from validation.files import read_library, read_study
from validation.questionnaire import Answer, Form, PageItems, Questionnaire, build_questionnaire
from validation.rendering import (
    RespondentPages,
    StudyNotice,
    Visitor,
    assets,
    render_notice,
)
from validation.study import Privacy

STUDY = Path(__file__).with_name("every_kind.yaml")
SITE = "http://survey.test"
# What the server sends with every page: nothing inline, nothing from elsewhere.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
ANSWERS: dict[str, Answer] = {
    "reached": ["buy", "ride"],
    "where": "other",
    "which_shop": "A flea market,\nwith “old” bicycles & <parts>",
    "sources": [],
    "order": ["looks", None, "price"],
    "price_fair": "2",
    "advice_good": "(not_applicable)",
    "parking_safe": "(no_answer)",
    "quality": "10",
    "distance": 12.5,
    "age": "(refused)",
}
WRONG = {"a.distance": ["far"], "a.quality": ["11"], "a.order:price": ["1"], "a.order:looks": ["1"]}


@cache
def questionnaire() -> Questionnaire:
    """Return the questionnaire of the study."""
    return build_questionnaire(read_study(STUDY), read_library())


@cache
def respondent_pages(*, anonymous: bool, open_link: bool = False) -> RespondentPages:
    """Return the pages of the study."""
    privacy = read_study(STUDY).privacy
    assert isinstance(privacy, Privacy)
    told = privacy.model_copy(update={"anonymous": anonymous})
    return RespondentPages(questionnaire(), told, open_link=open_link)


@cache
def gallery(language: str) -> Mapping[str, str]:
    """Return every page in a language by a name that says what it is."""
    visitor = Visitor("/r/token", "signed", language, "anna")
    made: dict[str, str] = {}
    for anonymous in (False, True):
        pages = respondent_pages(anonymous=anonymous)
        mode = "anonymous" if anonymous else "pseudonymous"
        made |= {
            f"{mode}-consent": pages.consent(visitor, resume=anonymous),
            f"{mode}-review": pages.review(_form().pages_of(ANSWERS), visitor, ANSWERS),
            f"{mode}-thanks": pages.notice("thanks", visitor),
        }
    return made | _asking(visitor) | _telling(visitor)


def show(page: Page, html: str) -> list[str]:
    """Show a page as the server would send it, with its policy and the files that it asks for.

    What is asked for beyond the page is gathered in the list that is returned: method, address and
    what was sent.
    """
    files = {f"{SITE}{one.address}": one for one in assets().values()}
    policy = {"Content-Security-Policy": POLICY}
    asked: list[str] = []

    def answer(route: Route) -> None:
        request = route.request
        asset = files.get(request.url)
        if asset is not None:
            route.fulfill(body=asset.content, content_type=asset.media_type)
            return
        asked.append(f"{request.method} {request.url.removeprefix(SITE)} {request.post_data}")
        route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=policy)

    page.unroute_all()
    page.route("**/*", answer)
    page.goto(f"{SITE}/r/token")
    return asked


@cache
def _form() -> Form:
    return Form(questionnaire())


def _asking(visitor: Visitor) -> dict[str, str]:
    pages, form = respondent_pages(anonymous=False), _form()
    guest = Visitor("/preview/token", "", visitor.language, "guest", preview=True)
    made = {
        "open-start": pages.start(visitor),
        "open-consent": respondent_pages(anonymous=False, open_link=True).consent(visitor),
        "decline": pages.decline(visitor),
        "erase": pages.erase(visitor),
        "unsubscribe": pages.unsubscribe(visitor),
        "review-missing": pages.review(form.pages_of({}), visitor, {}, form.missing({})),
        "preview": pages.section(form.pages_of({})[0], guest, {}),
    }
    for page in form.pages_of(ANSWERS):
        name = page.section.id
        made[f"section-{name}-blank"] = pages.section(_blank(page, form), visitor, _reached())
        made[f"section-{name}-filled"] = pages.section(page, visitor, ANSWERS)
        checked = form.check_page(page.number, WRONG, _reached())
        made[f"section-{name}-wrong"] = pages.section(page, visitor, ANSWERS, checked)
    posted = form.check_page(2, {"a.where": ["shop"]}, _reached())
    after = {**_reached(), **posted.answers}
    made["section-more"] = pages.section(form.pages_of(after)[1], visitor, after, posted)
    return made


def _blank(page: PageItems, form: Form) -> PageItems:
    found = form.page(page.number, _reached())
    assert found is not None
    return found


def _reached() -> dict[str, Answer]:
    return {name: ANSWERS[name] for name in ANSWERS if name == "reached"}


def _telling(visitor: Visitor) -> dict[str, str]:
    pages = respondent_pages(anonymous=False)
    made = {f"notice-{kind}": pages.notice(kind, visitor) for kind in get_args(StudyNotice)}
    return made | {"unknown": render_notice("unknown", visitor.language)}
