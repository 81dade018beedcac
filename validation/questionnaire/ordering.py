"""Random order that is not left to chance: drawn for each respondent from the stored seed."""

from collections.abc import Iterable
from hashlib import sha256
from itertools import groupby

from validation.questionnaire.model import Item, Section

LAST = ("other", "none")


def shuffled(item: Item, seed: int, respondent: str) -> tuple[str, ...]:
    """Return the codes of an item in the order in which a respondent sees them.

    Always the same for the same seed and respondent. Only items that say so are shuffled, and
    the codes `other` and `none` stay last.

    >>> codes = [{"code": code, "label": code} for code in ("shop", "web", "other")]
    >>> item = Item(id="met", type="multi", text="Where?", choices=codes, shuffle=True)
    >>> shuffled(item, seed=7, respondent="r1")
    ('web', 'shop', 'other')
    """
    codes = [choice.code for choice in item.choices]
    if not item.shuffle:
        return tuple(codes)
    loose = _drawn((code for code in codes if code not in LAST), f"{seed}:{respondent}:{item.id}")
    return (*loose, *(code for code in codes if code in LAST))


def arranged(section: Section, seed: int, respondent: str) -> tuple[Item, ...]:
    """Return the items of a section in the order in which a respondent sees them.

    Only the items of a battery change places, and only with each other.
    """
    order: list[Item] = []
    for battery, members in groupby(section.items, key=lambda item: item.battery):
        items = {item.id: item for item in members}
        drawn = items if battery is None else _drawn(items, f"{seed}:{respondent}:{battery}")
        order.extend(items[name] for name in drawn)
    return tuple(order)


def _drawn(names: Iterable[str], key: str) -> list[str]:
    return sorted(names, key=lambda name: sha256(f"{key}:{name}".encode()).digest())
