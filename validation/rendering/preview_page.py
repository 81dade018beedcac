"""The preview as one page that stands by itself: no script, no second file."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from validation.questionnaire import Questionnaire, codebook
from validation.rendering.filling import fill_template
from validation.rendering.preview import Preview
from validation.rendering.words import wording
from validation.study import Study

PAGE = "preview.html.j2"


def render_preview_page(questionnaire: Questionnaire, study: Study, language: str) -> str:
    """Return a page that shows a questionnaire, why each item is asked, and the codebook."""
    words = wording("preview", language)
    preview = Preview(questionnaire, words)
    says = {one.id: preview.say(one.says) for one in study.hypotheses}
    context = {
        "language": language,
        "title": preview.say(questionnaire.title),
        "minutes": preview.minutes(),
        "questionnaire": questionnaire,
        "sections": preview.sections(),
        "says": says,
        "codebook": codebook(questionnaire, language),
        "words": words,
    }
    return fill_template(pages(), PAGE, context)


@cache
def pages() -> Environment:
    """Return where pages are made: everything escaped, nothing left out in silence."""
    return ImmutableSandboxedEnvironment(
        loader=PackageLoader("survey_templates", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
