"""What was remarked while answers were read, in the words of the reader.

Reading speaks English, for the researcher at the command; its remarks are known here by their form.
"""

import re
from collections.abc import Iterator

from validation.reporting.setting import Setting

REMARKS = {
    "note_unused": r"Columns of the file that are not used: (?P<count>\d+) \((?P<names>.+?)\)\. .*",
    "note_absent": r"Items of the questionnaire that are not in the file: (?P<count>\d+) "
    r"\((?P<names>.+?)\)\..*",
    "note_no_band": r"(?P<names>\S+): answers to (?P<of>\S+) in no band: (?P<count>\d+); .*",
    "note_encoding": r"(?P<names>.+?) was read as Windows-1252, .*",
    "note_unnamed": r"Columns without a name are left out: number (?P<names>[\d, ]+)\.",
    "note_kept_before": r"(?P<count>[\d,]+) (?:responses?|answers?) .*\bkept already\b.*",
}
REASONS = {
    "reason_nothing": r"answered nothing",
    "reason_weight": r"weight 0",
    "reason_twice": r".*, also in row \d+, must be an id that occurs once",
    "reason_no_id": r".*, must be the id of a respondent",
    "reason_broken": r"found .*",
}
UNFIT = "reason_unfit"
MORE = re.compile(r"(?P<names>.*) … and (?P<more>\d+) more", re.DOTALL)


def build_remarks(setting: Setting) -> Iterator[str]:
    """Yield a sentence about everything that was remarked; one of a new form as it came."""
    for note in setting.material.notes:
        key, values = _known(note)
        yield setting.words(key, **{name: _told(name, values[name], setting) for name in values})


def reason_key(reason: str) -> str:
    """Return the key of the words for which a response was left out.

    >>> reason_key("answered nothing")
    'reason_nothing'
    """
    matching = (key for key, form in REASONS.items() if re.fullmatch(form, reason, re.DOTALL))
    return next(matching, UNFIT)


def _known(note: str) -> tuple[str, dict[str, str]]:
    for key, form in REMARKS.items():
        found = re.fullmatch(form, note, re.DOTALL)
        if found is not None:
            return key, found.groupdict()
    return "note_other", {"note": note}


def _told(name: str, value: str, setting: Setting) -> str:
    if name == "count":
        return _count(value, setting)
    cut = MORE.fullmatch(value)
    if name != "names" or cut is None:
        return value
    return setting.words("names_more", names=cut["names"], more=_count(cut["more"], setting))


def _count(digits: str, setting: Setting) -> str:
    return setting.numerals.integer(int(digits.replace(",", "")))
