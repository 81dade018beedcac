"""Who is asked what: the items that remain for a respondent, given the answers so far."""

from collections.abc import Mapping, Sequence

from validation.questionnaire.model import DerivedItem, Item, Questionnaire

Given = str | int | float | Sequence[str] | None


def visible_items(questionnaire: Questionnaire, answers: Mapping[str, Given]) -> tuple[Item, ...]:
    """Return the items to be asked, in order.

    An item with a condition is asked of those who gave one of the answers it names, to every
    item that it names. An answer to an item that is itself not asked counts as not given.
    """
    derived = {item.id: item for item in questionnaire.derived}
    valid: dict[str, Given] = {}
    visible = []
    for item in questionnaire.items():
        if all(_codes(name, valid, derived) & set(codes) for name, codes in item.when.items()):
            visible.append(item)
            valid[item.id] = answers.get(item.id)
    return tuple(visible)


def band_of(derived: DerivedItem, answer: float | None) -> str | None:
    """Return the band in which a number lies; both ends belong to the band.

    >>> ages = DerivedItem(id="age_group", of="age", bands={"young": (18, 34), "older": (35, None)})
    >>> band_of(ages, 35)
    'older'
    """
    if answer is None:
        return None
    for name, (low, high) in derived.bands.items():
        if (low is None or answer >= low) and (high is None or answer <= high):
            return name
    return None


def _codes(name: str, answers: Mapping[str, Given], derived: Mapping[str, DerivedItem]) -> set[str]:
    if name in derived:
        band = band_of(derived[name], _number(answers.get(derived[name].of)))
        return set() if band is None else {band}
    answer = answers.get(name)
    if answer is None:
        return set()
    if isinstance(answer, str):
        return {answer}
    return {f"{answer:g}"} if isinstance(answer, int | float) else set(answer)


def _number(answer: Given) -> float | None:
    try:
        return float(answer) if isinstance(answer, str | int | float) else None
    except ValueError:
        return None
