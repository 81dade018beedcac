"""The digest as an e-mail: HTML that survives mail programs, its twin in plain text, a picture."""

from validation.mail import InlineImage
from validation.rendering.mails import Rendered, render_html, render_text
from validation.rendering.pictures import draw_light
from validation.rendering.words import Wording, wording
from validation.reporting import Digest, TrendDigest

HTML = "digest.html.j2"
TEXT = "digest.txt.j2"
CHANGES_HTML = "changes.html.j2"
CHANGES_TEXT = "changes.txt.j2"
PICTURE = "forest"


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
    return (InlineImage(content_id=PICTURE, png=draw_light(digest.chart, words)),)
