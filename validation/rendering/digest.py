"""The digest as an e-mail: HTML that survives mail programs, its twin in plain text, a picture."""

from io import BytesIO

from validation.mail import InlineImage
from validation.rendering.mails import Rendered, render_html, render_text
from validation.rendering.words import Wording, wording
from validation.reporting import Digest, TrendDigest, draw_png

HTML = "digest.html.j2"
TEXT = "digest.txt.j2"
CHANGES_HTML = "changes.html.j2"
CHANGES_TEXT = "changes.txt.j2"
PICTURE = "forest"
COLOURS = 64


def digest_words(language: str) -> Wording:
    """Return the words of a digest in a language, those of the report among them."""
    texts = {**wording("report", language).texts, **wording("digest", language).texts}
    return Wording(texts, language)


def render_digest(digest: Digest) -> Rendered:
    """Return a digest as an e-mail."""
    return _rendered(digest, digest_words(digest.language), HTML, TEXT)


def changes_words(language: str) -> Wording:
    """Return the words of the digest of a later wave, those of the first one among them."""
    texts = {**digest_words(language).texts, **wording("trend", language).texts}
    return Wording(texts, language)


def render_trend_digest(digest: TrendDigest) -> Rendered:
    """Return the digest of a later wave as an e-mail."""
    return _rendered(digest, changes_words(digest.language), CHANGES_HTML, CHANGES_TEXT)


def _rendered(digest: Digest | TrendDigest, words: Wording, html: str, text: str) -> Rendered:
    shown = {"digest": digest, "words": words, "picture": PICTURE}
    return Rendered(
        subject=digest.subject,
        html=render_html(html, shown),
        text=render_text(text, shown),
        images=_images(digest, words),
    )


def _images(digest: Digest | TrendDigest, words: Wording) -> tuple[InlineImage, ...]:
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
