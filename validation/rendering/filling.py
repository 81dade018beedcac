"""Templates with their places filled; one that lacks a value is told as one sentence."""

from collections.abc import Mapping
from traceback import extract_tb

import jinja2

from validation.errors import TemplateError


def fill_template(pages: jinja2.Environment, name: str, shown: Mapping[str, object]) -> str:
    """Return a template with what is shown in its places.

    Args:
        pages: where the template is.
        name: the name of its file.
        shown: the values of its places.

    Raises:
        TemplateError: the template is not there, cannot be read, or names a value or a text that
            does not exist.
    """
    try:
        return pages.get_template(name).render(shown)
    except (jinja2.TemplateError, KeyError) as error:
        raise TemplateError(
            f"template {_place(name, error)}: found {_found(error)}, must be a place that can be "
            "filled. Mend the template, or install Todenna anew; nothing was written."
        ) from error


def _place(name: str, error: Exception) -> str:
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{error.name}, line {error.lineno}"
    places = [one for one in extract_tb(error.__traceback__) if one.filename.endswith(".j2")]
    if not places:
        return name
    return f"{places[-1].filename.rpartition('/')[2]}, line {places[-1].lineno}"


def _found(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"no text or value {error}"
    return " ".join(str(error).split())
