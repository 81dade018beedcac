"""The digest as an e-mail: HTML that survives mail programs, its twin in plain text, a picture."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from textwrap import fill
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from validation.mail import InlineImage
from validation.rendering.filling import fill_template
from validation.rendering.words import Wording, wording
from validation.reporting import Digest, draw_png

if TYPE_CHECKING:
    from css_inline import CSSInliner

HTML = "digest.html.j2"
TEXT = "digest.txt.j2"
PICTURE = "forest"
WIDTH = 72
COLOURS = 64


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail as it is read: everything of a message but who gets it."""

    subject: str
    html: str
    text: str
    images: tuple[InlineImage, ...]


def digest_words(language: str) -> Wording:
    """Return the words of a digest in a language, those of the report among them."""
    texts = {**wording("report", language).texts, **wording("digest", language).texts}
    return Wording(texts, language)


def render_digest(digest: Digest) -> Rendered:
    """Return a digest as an e-mail.

    Styles are written into every tag, since mail programs drop the others; only the colours for
    dark screens stay apart.
    """
    words = digest_words(digest.language)
    shown = {"digest": digest, "words": words, "picture": PICTURE}
    page = fill_template(mails(), HTML, shown)
    return Rendered(
        subject=digest.subject,
        html=_inliner().inline(page),
        text=fill_template(mails(), TEXT, shown),
        images=_images(digest, words),
    )


@cache
def mails() -> Environment:
    """Return where mails are made: HTML escaped, text as it is, nothing left out in silence."""
    environment = Environment(
        loader=PackageLoader("survey_templates", "mail"),
        autoescape=select_autoescape(("html.j2",), ("txt.j2",), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["fold"] = fold
    return environment


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


def _images(digest: Digest, words: Wording) -> tuple[InlineImage, ...]:
    if digest.chart is None:
        return ()
    return (InlineImage(content_id=PICTURE, png=_light(draw_png(digest.chart, words))),)


def _light(png: bytes) -> bytes:
    """Return a picture in few colours on white: a third of the bytes, and fit for dark screens."""
    from PIL import Image  # noqa: PLC0415 (only a mail needs to wait for it)

    smaller = BytesIO()
    drawn = Image.open(BytesIO(png)).convert("RGB")
    drawn.quantize(COLOURS, Image.Quantize.MEDIANCUT).save(smaller, "PNG", optimize=True)
    return smaller.getvalue()


@cache
def _inliner() -> "CSSInliner":
    from css_inline import CSSInliner  # noqa: PLC0415 (only a mail needs to wait for it)

    return CSSInliner(load_remote_stylesheets=False)
