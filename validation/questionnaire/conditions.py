"""Whether two waves were fielded alike; decision 0022."""

from dataclasses import dataclass

from validation.questionnaire.sameness import Compared, Difference, Reason, Sameness


@dataclass(frozen=True, slots=True)
class Conditions:
    """How a wave was fielded, as far as its answers may depend on it."""

    mode: str
    sample: str
    pilot: bool = False
    panel: bool = False
    anonymous: bool = False


def compare_terms(before: Conditions, after: Conditions) -> Compared:
    """Return whether a series may run from one wave to the other, whatever was asked.

    >>> compare_terms(Conditions("invite", "census"), Conditions("open_link", "opt_in")).reasons
    ('mode', 'sampling')
    """
    rules: tuple[tuple[bool, Reason, Sameness], ...] = (
        (before.mode != after.mode, "mode", "broken"),
        (before.sample != after.sample, "sampling", "broken"),
        (before.pilot != after.pilot, "pilot", "broken"),
        (before.panel != after.panel, "respondents", "cosmetic"),
        (before.anonymous != after.anonymous, "anonymity", "cosmetic"),
    )
    return Compared(tuple(Difference(why, how) for changed, why, how in rules if changed))
