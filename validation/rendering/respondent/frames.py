"""Where the templates of respondents' pages are filled: one environment a language."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from validation.questionnaire import LONGEST_NUMBER, LONGEST_TEXT, SHOWN
from validation.rendering.filling import fill_template
from validation.rendering.respondent.assets import addresses
from validation.rendering.respondent.catalogues import catalogue, figure
from validation.rendering.respondent.slots import slot


@cache
def environment(language: str) -> Environment:
    """Return where pages are made in one of the shipped languages: everything escaped."""
    made = ImmutableSandboxedEnvironment(
        loader=PackageLoader("survey_templates", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined] # of the extension
    made.filters["figure"] = lambda number: figure(number, language)
    made.globals |= {
        "slot": slot,
        "language": language,
        "assets": addresses(),
        "shown": SHOWN,
        "longest_text": LONGEST_TEXT,
        "longest_number": LONGEST_NUMBER,
    }
    return made


def render(language: str, name: str, values: Mapping[str, object]) -> str:
    """Return a template with values in its places; those that are marked stay."""
    return fill_template(environment(language), name, values)


class Macros:
    """The macros of a template, which know some values.

    Args:
        language: one of the shipped ones.
        name: that of the template.
        values: what its macros know beside what they are given.
    """

    def __init__(
        self, language: str, name: str, values: Mapping[str, object] = MappingProxyType({})
    ) -> None:
        self._module = environment(language).get_template(name).make_module(dict(values))

    def say(self, name: str, *given: object) -> Markup:
        """Return what a macro makes of what it is given."""
        said: Markup = getattr(self._module, name)(*given)
        return said
