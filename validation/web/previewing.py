"""A preview: the researcher answers the pages of a study file, and nothing is kept."""

from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from validation.questionnaire import Form, Questionnaire
from validation.rendering import RespondentPages, Visitor
from validation.store import Visit
from validation.study import Privacy, Study
from validation.web.desk import Desk
from validation.web.forms import one_of, read_form
from validation.web.guests import SEE_OTHER, Instrument
from validation.web.tokens import digest, new_token
from validation.web.trying import TryingKeeper

PREVIEW = "/preview"
# A study without the part privacy is shown as well: its places are named where texts would stand.
UNSAID = {
    "controller": {"name": "privacy.controller.name", "contact": "privacy@example.com"},
    "purpose": "privacy.purpose",
}


def build_trying(study: Study, questionnaire: Questionnaire) -> TryingKeeper:
    """Return the keeper of a preview of a study."""
    told = study.privacy or Privacy.model_validate(UNSAID)
    pages = RespondentPages(questionnaire, told)
    return TryingKeeper(
        Instrument(questionnaire, Form(questionnaire), pages),
        Visit(
            study=questionnaire.study,
            wave="preview",
            questionnaire=questionnaire.fingerprint,
            purpose="answer",
            invitation=None,
            language=questionnaire.languages[0],
            wave_state="open",
            opens_at=None,
            closes_at=None,
            expires_at=None,
            anonymous=told.anonymous,
            pilot=False,
            answered=False,
            declined=False,
            dropped=None,
            answers={},
            paradata={},
            started_at=None,
        ),
    )


def add_preview(app: FastAPI, desk: Desk, keeper: TryingKeeper, pages: RespondentPages) -> None:
    """Add the page on which a preview begins."""

    async def show_beginning(request: Request) -> Response:
        language = pages.language(request.query_params.get("to"))
        visitor = Visitor(PREVIEW, "", language, preview=True)
        return HTMLResponse(pages.start(visitor))

    async def begin(request: Request) -> Response:
        fields = await read_form(request, desk.limits)
        token = new_token()
        keeper.begin(digest(token), pages.language(one_of(fields, "language")))
        return RedirectResponse(f"{PREVIEW}/{token}", SEE_OTHER)

    shown = {"response_class": HTMLResponse, "response_model": None, "include_in_schema": False}
    app.add_api_route(PREVIEW, show_beginning, methods=["GET", "HEAD"], **shown)  # type: ignore[arg-type]  # a mapping of several types
    app.add_api_route(PREVIEW, begin, methods=["POST"], **shown)  # type: ignore[arg-type]  # the same
