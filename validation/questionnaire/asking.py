"""What a hypothesis has to have asked: the template, the words that fill it, the stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from validation.errors import Problem
from validation.language import LocalizedText
from validation.questionnaire.library import SUBJECTS, ItemTemplate, Library, Subject
from validation.questionnaire.phrasing import slug
from validation.study import Hypothesis, Study

LONGEST_ID = 64
OWN_WORDS = ("about", "message", "says")
HINTS = {
    "about": "what it asks about",
    "touchpoint": "a touchpoint",
    "message": "a message of its stage",
    "stage": "a stage",
}


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to be made: equal asks are one item, which their hypotheses share."""

    template: ItemTemplate
    subject: Subject
    about: LocalizedText | None
    stage: str | None
    id: str


def find_template(hypothesis: Hypothesis, library: Library) -> ItemTemplate | Problem:
    """Return the template that a hypothesis names, else that of its kind, score or aspect."""
    where = f"hypotheses.{hypothesis.id}"
    if hypothesis.ask is not None:
        # Only what measures tells of a belief; the others open or close a questionnaire.
        if hypothesis.ask in _measuring(library):
            return library.items[hypothesis.ask]
        must = f"a library template: {', '.join(_measuring(library))}"
        return Problem(f"{where}.ask", repr(hypothesis.ask), must)
    score = getattr(hypothesis.claim, "score", None)
    kind = hypothesis.claim.kind
    template = library.default(kind=kind, score=score, aspect=hypothesis.aspect)
    if template is None:
        must = "one of: an item in the claim, an aspect, a template in `ask`"
        hint = f"Write an item in the claim, or `ask: {_measuring(library)[0]}` or another."
        return Problem(where, "neither item, aspect nor ask", must, hint)
    return template


def build_ask(template: ItemTemplate, hypothesis: Hypothesis, study: Study) -> Ask | Problem:
    """Return what a template asks for a hypothesis: the first of its subjects that is there."""
    stage = _stage(hypothesis, study)
    said = _said(hypothesis, study, stage)
    for subject in SUBJECTS:
        about = said.get(subject)
        if subject in template.stems and (about is not None or subject == "general"):
            asked_at = None if subject == "general" else stage
            named = _named(hypothesis, subject, about, study)
            return Ask(template, subject, about, asked_at, make_id(template, asked_at, named))
    wanted = " or ".join(
        HINTS[name] for name in SUBJECTS if name in template.stems and name in HINTS
    )
    where = f"hypotheses.{hypothesis.id}"
    hint = f"Write `about:` in the respondent's words, or another `ask` than {template.id}."
    return Problem(where, f"nothing for {template.id} to ask about", f"given {wanted}", hint)


def make_id(template: ItemTemplate, stage: str | None, named: str = "") -> str:
    """Return the id of a made item; a template that is not a measure is there once for all."""
    place = stage or ("general" if template.role == "measure" else "")
    made = ".".join(part for part in (template.id, place, named) if part)
    if len(made) <= LONGEST_ID:
        return made
    return f"{made[: LONGEST_ID - 9].rstrip('.-')}-{sha256(made.encode()).hexdigest()[:8]}"


def _said(
    hypothesis: Hypothesis, study: Study, stage: str | None
) -> Mapping[Subject, LocalizedText | None]:
    stages = {one.id: one for one in study.stages}
    touchpoints = {one.id: one for one in study.touchpoints}
    at = stages.get(stage or "")
    touchpoint = touchpoints.get(hypothesis.touchpoint or "")
    return {
        "about": hypothesis.about,
        "touchpoint": None if touchpoint is None else touchpoint.title,
        "message": None if at is None else at.message,
        "says": hypothesis.says,
        "stage": None if at is None else at.title,
    }


def _stage(hypothesis: Hypothesis, study: Study) -> str | None:
    met_at = {one.id: one.stage for one in study.touchpoints}
    return hypothesis.stage or met_at.get(hypothesis.touchpoint or "")


def _named(
    hypothesis: Hypothesis, subject: Subject, about: LocalizedText | None, study: Study
) -> str:
    if subject == "touchpoint":
        return hypothesis.touchpoint or ""
    own = subject in OWN_WORDS and about is not None
    return slug(about, study.languages) if own and about is not None else ""


def _measuring(library: Library) -> list[str]:
    return sorted(one.id for one in library.items.values() if one.role == "measure")
