"""The mail that tells the operator of a run that needs somebody."""

from collections.abc import Sequence
from dataclasses import dataclass

from validation.rendering.mails import Rendered, render_html, render_text
from validation.rendering.words import wording

LONGEST = 200
WHY = "Sent by Todenna to its operator (TODENNA_OPERATOR), once a day and matter."


@dataclass(frozen=True, slots=True)
class OperatorMail:
    """All that the mail says."""

    subject: str
    paragraphs: tuple[str, ...]
    why: str = WHY


def render_operator_notice(subject: str, paragraphs: Sequence[str]) -> Rendered:
    """Return a mail to the operator, who reads English as of all errors.

    >>> render_operator_notice("Todenna: a run failed", ["It said why."]).subject
    'Todenna: a run failed'
    """
    lines = [_plain(one) for one in (subject, *paragraphs)]
    mail = OperatorMail(lines[0][:LONGEST], tuple(lines[1:]))
    shown = {"mail": mail, "words": wording("invitation", "en")}
    html = render_html("operator.html.j2", shown)
    return Rendered(mail.subject, html, render_text("operator.txt.j2", shown))


def _plain(text: str) -> str:
    # Words between percent signs would be taken for the places of a mail that many share.
    return " ".join(text.replace("%", "\N{FULLWIDTH PERCENT SIGN}").split())
