"""The mails that ask people: an invitation, a reminder of it, and thanks for the answers."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from validation.errors import StudyError
from validation.fieldwork import Terms
from validation.rendering.mails import Rendered, render_html, render_text
from validation.rendering.words import Wording, wording
from validation.reporting import Numerals
from validation.study import Privacy, Study

HTML = "invitation.html.j2"
TEXT = "invitation.txt.j2"
# The places for what one person alone gets.
LINK = "%link%"
STOP = "%stop%"
LONGEST_TITLE = 120
THANK = "thank"


@dataclass(frozen=True, slots=True)
class Asking:
    """All that a mail to those asked says, in one language; `link` is empty in thanks."""

    language: str
    subject: str
    preheader: str
    kicker: str
    title: str
    opening: tuple[str, ...]
    link: str
    kept: str
    contact: str
    address: str
    stop: str


def render_invitation(
    step: str, study: Study, terms: Terms, language: str, *, minutes: float
) -> Rendered:
    """Return a mail to those asked, once for all of them: the places %link% and %stop% are left.

    Args:
        step: invite, remind-1, remind-2 … or thank; thanks have no %link%.
        study: what is asked, by whom and why.
        terms: until when, and whether the answers are anonymous.
        language: that of the reader.
        minutes: how long answering takes.

    Raises:
        StudyError: the study does not say who asks.
    """
    words = wording("invitation", language)
    mail = _build(step, study, terms, words, minutes)
    shown = {"mail": mail, "words": words}
    return Rendered(mail.subject, render_html(HTML, shown), render_text(TEXT, shown))


def _build(step: str, study: Study, terms: Terms, words: Wording, minutes: float) -> Asking:
    kind, title, privacy = step.partition("-")[0], _title(study, words.language), _privacy(study)
    times = _times(terms, words) | {"takes": _takes(minutes, words)}
    thanks = kind == THANK
    return Asking(
        language=words.language,
        subject=words(f"subject_{kind}", title=title),
        preheader=words("preheader_thank" if thanks else "preheader_ask", **times),
        kicker=words(f"kicker_{kind}"),
        title=title,
        opening=_opening(kind, privacy, times, words),
        link="" if thanks else LINK,
        kept=words(_kept(kind, anonymous=terms.anonymous)),
        contact=words("contact", contact=privacy.controller.contact),
        address=privacy.controller.contact,
        stop=STOP,
    )


def _privacy(study: Study) -> Privacy:
    if study.privacy is None:
        raise StudyError(
            f"study {study.study}: found no privacy, must say who asks and what for. "
            "Add privacy: {controller: {name: …, contact: …}, purpose: …}."
        )
    return study.privacy


def _opening(kind: str, privacy: Privacy, times: dict[str, str], words: Wording) -> tuple[str, ...]:
    controller = privacy.controller.name.within(words.language)
    purpose = privacy.purpose.within(words.language).rstrip(".")
    asks = words(f"asks_{kind}", controller=controller)
    why = words("purpose", purpose=purpose)
    if kind == THANK:
        return asks, why
    return asks, why, f"{times['takes']} {words('until', **times)} {words('voluntary')}"


def _kept(kind: str, *, anonymous: bool) -> str:
    if not anonymous:
        return "confidential"
    return "anonymous_thank" if kind == THANK else "anonymous"


def _times(terms: Terms, words: Wording) -> dict[str, str]:
    closes_at = terms.closes_at.astimezone(ZoneInfo(terms.zone))
    # A day that ends at midnight is called by its own name, not by that of the next one.
    last = closes_at - timedelta(minutes=1)
    shown = closes_at if last.date() == closes_at.date() else last
    numerals = Numerals(words)
    return {
        "day": numerals.date(shown.date()),
        "time": numerals.time(shown),
        "zone": numerals.zone(terms.zone),
    }


def _takes(minutes: float, words: Wording) -> str:
    whole = max(1, round(minutes))
    return words("takes_one" if whole == 1 else "takes_other", minutes=whole)


def _title(study: Study, language: str) -> str:
    """Return the title of the study in one short line, as a subject needs it."""
    whole = " ".join((study.title.within(language) if study.title else study.study).split())
    return whole if len(whole) <= LONGEST_TITLE else whole[: LONGEST_TITLE - 1].rstrip() + "…"
