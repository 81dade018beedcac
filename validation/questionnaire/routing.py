"""Who is asked what: the items that remain for a respondent, given the answers so far."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from validation.questionnaire.model import DerivedItem, Item, Questionnaire

Given = str | int | float | Sequence[str | None] | None


REMEMBERED = 1_000  # ways to answer what conditions look at; few are taken by many


class Routing:
    """The conditions of a questionnaire.

    An item with a condition is asked of those who gave one of the answers it names, to every
    item that it names. An answer to an item that is itself not asked counts as not given.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._derived = {item.id: item for item in questionnaire.derived}
        self._conditional = tuple(item for item in questionnaire.items() if item.when)
        self._looked_at = tuple(dict.fromkeys(self._sources()))
        self._hidden = lru_cache(REMEMBERED)(self._hidden_from)

    def asks(self, item: Item, answers: Mapping[str, Given]) -> bool:
        """Tell whether an item is asked, given the answers to the items that are asked."""
        return all(
            not self._codes(name, answers).isdisjoint(codes) for name, codes in item.when.items()
        )

    def hidden(self, answers: Mapping[str, Given]) -> frozenset[str]:
        """Return the items that are not asked."""
        return self._hidden(tuple([_kept(answers.get(name)) for name in self._looked_at]))

    def _hidden_from(self, given: tuple[Given, ...]) -> frozenset[str]:
        valid, hidden = dict(zip(self._looked_at, given, strict=True)), set()
        for item in self._conditional:
            if not self.asks(item, valid):
                hidden.add(item.id)
                valid.pop(item.id, None)
        return frozenset(hidden)

    def _sources(self) -> Iterable[str]:
        for item in self._conditional:
            for name in item.when:
                yield self._derived[name].of if name in self._derived else name

    def _codes(self, name: str, answers: Mapping[str, Given]) -> set[str | None]:
        derived = self._derived.get(name)
        if derived is not None:
            band = band_of(derived, _number(answers.get(derived.of)))
            return set() if band is None else {band}
        answer = answers.get(name)
        if answer is None:
            return set()
        if isinstance(answer, str):
            return {answer}
        return {f"{answer:g}"} if isinstance(answer, int | float) else set(answer)


def visible_items(questionnaire: Questionnaire, answers: Mapping[str, Given]) -> tuple[Item, ...]:
    """Return the items to be asked, in order."""
    hidden = Routing(questionnaire).hidden(answers)
    return tuple(item for item in questionnaire.items() if item.id not in hidden)


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


def _kept(answer: Given) -> Given:
    """Return an answer that a mapping can have as its key."""
    return answer if answer is None or isinstance(answer, str | int | float) else tuple(answer)


def _number(answer: Given) -> float | None:
    try:
        return float(answer) if isinstance(answer, str | int | float) else None
    except ValueError:
        return None
