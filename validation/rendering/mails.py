"""Mails as they are read: HTML that survives mail programs, and its twin in plain text."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from textwrap import fill
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from jinja2.sandbox import ImmutableSandboxedEnvironment

from validation.mail import InlineImage
from validation.rendering.filling import fill_template

if TYPE_CHECKING:
    from css_inline import CSSInliner

WIDTH = 72


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail as it is read: everything of a message but who gets it."""

    subject: str
    html: str
    text: str
    images: tuple[InlineImage, ...] = ()


@cache
def mails() -> Environment:
    """Return where mails are made: HTML escaped, text as it is, nothing left out in silence."""
    environment = ImmutableSandboxedEnvironment(
        loader=PackageLoader("survey_templates", "mail"),
        autoescape=select_autoescape(("html.j2",), ("txt.j2",), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["fold"] = fold
    return environment


def render_html(name: str, shown: Mapping[str, object]) -> str:
    """Return a template of a mail in HTML, filled.

    Styles are written into every tag, since mail programs drop the others; only the colours for
    dark screens stay apart.
    """
    return _inliner().inline(fill_template(mails(), name, shown))


def render_text(name: str, shown: Mapping[str, object]) -> str:
    """Return a template of a mail in plain text, filled."""
    return fill_template(mails(), name, shown)


def fold(text: str, indent: int = 0) -> str:
    """Return a text in lines of at most 72 characters, those after the first set in.

    >>> print(fold("A statement that is longer than one line of a mail in plain text can be.", 2))
    A statement that is longer than one line of a mail in plain text can
      be.
    """
    return fill(
        text,
        WIDTH,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


@cache
def _inliner() -> "CSSInliner":
    from css_inline import CSSInliner  # noqa: PLC0415 (only a mail needs to wait for it)

    return CSSInliner(load_remote_stylesheets=False)
