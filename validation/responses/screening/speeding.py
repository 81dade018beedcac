"""Responses given faster than their questions can be read."""

import numpy as np

from validation.responses.screening.model import FlagReason, Flags
from validation.responses.screening.times import Times

THRESHOLD = 0.5  # of the questions: one page known by heart is no suspicion


def flag_speeders(times: Times) -> Flags | FlagReason:
    """Return the share of each respondent's questions that were sent before they could be skimmed.

    The time is that of a page, or of the whole questionnaire where no page's is known. It is
    compared with the questions that this respondent was shown, and never with other respondents
    (Zhang & Conrad 2014): who is a speeder stays one.
    """
    asked, timed, hasty, floor = np.zeros((4, *times.duration.shape))
    for page in times.pages:
        asked += page.asked
        floor += page.least
        timed += np.where(np.isnan(page.seconds), 0.0, page.asked)
        hasty += np.where(page.seconds < page.least, page.asked, 0.0)
    share = np.full(times.duration.shape, np.nan)
    np.divide(hasty, timed, out=share, where=timed > 0)
    whole = (timed == 0) & (asked > 0) & ~np.isnan(times.duration)
    share = np.where(whole, times.duration < floor, share)
    return "no_times" if np.isnan(share).all() else Flags("speeder", share, THRESHOLD)
