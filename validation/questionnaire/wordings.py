"""Whether two wordings read the same."""

import re
import unicodedata
from collections.abc import Collection

from validation.language import LocalizedText
from validation.questionnaire.sameness import Sameness

SIGN = re.compile(r"(?<![\w.,])[-\u2212](?=\d)")  # of a negative number; other dashes separate
KEPT = "%\u2212"


def plain(text: str) -> str:
    """Return a wording without letter case, punctuation and white space.

    >>> plain("How satisfied are you, overall?") == plain("HOW  satisfied are you – overall")
    True
    >>> plain("-5") == plain("5")
    False
    """
    signed = SIGN.sub("\u2212", unicodedata.normalize("NFKC", text).casefold())
    marks = (one if one in KEPT or not _separates(one) else " " for one in signed)
    return " ".join("".join(marks).split())


def compare_wordings(
    before: LocalizedText | None, after: LocalizedText | None, languages: Collection[str]
) -> Sameness:
    """Return how much a text changed in the languages that both versions speak."""
    if before is None or after is None:
        return "same" if before is after else "broken"
    pairs = [(before.within(tag), after.within(tag)) for tag in sorted(languages)]
    if any(plain(one) != plain(other) for one, other in pairs):
        return "broken"
    return "cosmetic" if any(one != other for one, other in pairs) else "same"


def _separates(mark: str) -> bool:
    return unicodedata.category(mark)[0] in "PZC"
