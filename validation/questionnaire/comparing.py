"""Whether items of two versions of a questionnaire still measure the same; decision 0022."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from validation.language import LocalizedText
from validation.questionnaire.model import DerivedItem, Item, Questionnaire, Section
from validation.questionnaire.sameness import (
    Compared,
    Comparison,
    Difference,
    Reason,
    Sameness,
)
from validation.questionnaire.wordings import compare_wordings


@dataclass(frozen=True, slots=True)
class _Version:
    """One of the two questionnaires, with the places of its items."""

    whole: Questionnaire
    items: dict[str, Item]
    section_of: dict[str, Section]
    place: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Pair:
    """An item in both versions, and what stands around it."""

    before: Item
    after: Item
    one: _Version
    other: _Version
    languages: frozenset[str] = field(default_factory=frozenset)

    def worst(self, before: LocalizedText | None, after: LocalizedText | None) -> Sameness:
        return compare_wordings(before, after, self.languages)


Rule = Callable[[_Pair], Sameness]


def compare_questionnaires(before: Questionnaire, after: Questionnaire) -> Comparison:
    """Return for every item of either version whether it is the same, cosmetic or broken."""
    if before == after:
        return Comparison(dict.fromkeys(before.asked(), Compared()))
    one, other = _version(before), _version(after)
    languages = frozenset(before.languages) & frozenset(after.languages)
    found: dict[str, Compared] = {}
    for name in _names(list(one.items), list(other.items)):
        if name in one.items and name in other.items:
            pair = _Pair(one.items[name], other.items[name], one, other, languages)
            found[name] = Compared(tuple(_differences(pair)))
        else:
            found[name] = _lone(name in one.items)
    found |= _routed(found, one, other)
    return Comparison(found | _derived(found, before, after))


def _version(questionnaire: Questionnaire) -> _Version:
    items = {item.id: item for item in questionnaire.items()}
    sections = {item.id: part for part in questionnaire.sections for item in part.items}
    return _Version(questionnaire, items, sections, {name: at for at, name in enumerate(items)})


def _names(before: list[str], after: list[str]) -> list[str]:
    return list(dict.fromkeys([*before, *after]))


def _lone(gone: bool) -> Compared:  # noqa: FBT001 (which of the two versions lacks it)
    return Compared((Difference("removed" if gone else "added", "broken"),))


def _differences(pair: _Pair) -> Iterator[Difference]:
    for reason, rule in RULES:
        sameness = rule(pair)
        if sameness != "same":
            yield Difference(reason, sameness)


def _if(changed: bool, sameness: Sameness = "broken") -> Sameness:  # noqa: FBT001 (a condition)
    return sameness if changed else "same"


def _type(pair: _Pair) -> Sameness:
    return _if(pair.before.type != pair.after.type)


def _wording(pair: _Pair) -> Sameness:
    if not pair.languages:
        return "broken"
    return pair.worst(pair.before.text, pair.after.text)


def _language(pair: _Pair) -> Sameness:
    return _if(set(pair.one.whole.languages) != set(pair.other.whole.languages), "cosmetic")


def _help(pair: _Pair) -> Sameness:
    return _if(pair.worst(pair.before.help, pair.after.help) != "same", "cosmetic")


def _choices(pair: _Pair) -> Sameness:
    before = {choice.code: choice.label for choice in pair.before.choices}
    after = {choice.code: choice.label for choice in pair.after.choices}
    if before.keys() != after.keys():
        return "broken"
    found = {pair.worst(before[code], after[code]) for code in before}
    return "broken" if "broken" in found else _if("cosmetic" in found, "cosmetic")


def _options(pair: _Pair) -> Sameness:
    offered = set(pair.before.offers) != set(pair.after.offers)
    words, others = pair.one.whole.non_answers, pair.other.whole.non_answers
    said = {pair.worst(words.get(one), others.get(one)) for one in pair.before.offers}
    listed = "same" if "rating" in {pair.before.type, pair.after.type} else _choices(pair)
    if offered or "broken" in {listed, *said}:
        return "broken"
    return _if("cosmetic" in {listed, *said}, "cosmetic")


def _scale(pair: _Pair) -> Sameness:
    limits = (pair.before.low, pair.before.high) != (pair.after.low, pair.after.high)
    units = pair.worst(pair.before.unit, pair.after.unit)
    points = _choices(pair) if {pair.before.type, pair.after.type} == {"rating"} else "same"
    if limits or "broken" in {units, points}:
        return "broken"
    return _if("cosmetic" in {units, points}, "cosmetic")


def _order(pair: _Pair) -> Sameness:
    shuffled = pair.before.shuffle, pair.after.shuffle
    codes = [[one.code for one in item.choices] for item in (pair.before, pair.after)]
    moved = codes[0] != codes[1] and sorted(codes[0]) == sorted(codes[1]) and not all(shuffled)
    alone = (pair.before.battery is None) != (pair.after.battery is None)
    earlier = (
        _earlier(pair.before, pair.one, pair.other),
        _earlier(pair.after, pair.other, pair.one),
    )
    return _if(moved or alone or shuffled[0] != shuffled[1] or earlier[0] != earlier[1])


def _earlier(item: Item, version: _Version, other: _Version) -> set[str]:
    place = version.place[item.id]
    common = (one for one in version.items.values() if one.id in other.items)
    return {
        one.id
        for one in common
        if version.place[one.id] < place and not _mixed(item, one, version, other)
    }


def _mixed(item: Item, one: Item, version: _Version, other: _Version) -> bool:
    """Tell whether two items stand in one battery, in random order, in both versions."""
    return _together(version.items[item.id], version.items[one.id]) and _together(
        other.items[item.id], other.items[one.id]
    )


def _together(item: Item, one: Item) -> bool:
    return item.battery is not None and item.battery == one.battery


def _neighbours(pair: _Pair) -> Sameness:
    new = _strange(pair.before, pair.one, pair.other) | _strange(pair.after, pair.other, pair.one)
    return _if(bool(new), "cosmetic")


def _strange(item: Item, version: _Version, other: _Version) -> set[str]:
    section = version.section_of[item.id]
    names = {one.id for one in section.items if version.place[one.id] < version.place[item.id]}
    return names - other.items.keys()


def _section(pair: _Pair) -> Sameness:
    before = pair.one.section_of[pair.before.id]
    after = pair.other.section_of[pair.after.id]
    if before.id != after.id or pair.worst(before.text, after.text) == "broken":
        return "broken"
    heads = {pair.worst(before.title, after.title), pair.worst(before.text, after.text)}
    return _if(heads != {"same"}, "cosmetic")


def _routing(pair: _Pair) -> Sameness:
    before = {item: set(codes) for item, codes in pair.before.when.items()}
    return _if(before != {item: set(codes) for item, codes in pair.after.when.items()})


def _required(pair: _Pair) -> Sameness:
    return _if(pair.before.required != pair.after.required)


RULES: tuple[tuple[Reason, Rule], ...] = (
    ("type", _type),
    ("wording", _wording),
    ("language", _language),
    ("help", _help),
    ("options", _options),
    ("scale", _scale),
    ("order", _order),
    ("neighbours", _neighbours),
    ("section", _section),
    ("routing", _routing),
    ("required", _required),
)
# What breaks a filter or a source changes who is asked, or what is banded; the rest does not.
CARRIED = {"added", "removed", "type", "wording", "options", "scale", "routing", "source"}


def _routed(found: dict[str, Compared], one: _Version, other: _Version) -> dict[str, Compared]:
    """Break, along chains of filters, what is asked by the answer to a broken item."""
    filters = {
        name: {*one.items[name].when, *other.items[name].when}
        for name in one.items.keys() & other.items.keys()
    }
    routed = dict(found)
    for _ in filters:
        again = {
            name: _with(routed[name], "routing")
            for name, by in filters.items()
            if "routing" not in routed[name].reasons and any(_carries(routed, its) for its in by)
        }
        if not again:
            break
        routed |= again
    return routed


def _carries(found: dict[str, Compared], name: str) -> bool:
    return name in found and bool(CARRIED & set(found[name].reasons))


def _with(compared: Compared, reason: Reason) -> Compared:
    return Compared((*compared.differences, Difference(reason, "broken")))


def _derived(
    found: dict[str, Compared], before: Questionnaire, after: Questionnaire
) -> dict[str, Compared]:
    one = {item.id: item for item in before.derived}
    other = {item.id: item for item in after.derived}
    return {
        name: _bands(one[name], other[name], found)
        if name in one and name in other
        else _lone(name in one)
        for name in _names(list(one), list(other))
    }


def _bands(before: DerivedItem, after: DerivedItem, found: dict[str, Compared]) -> Compared:
    moved = before.of != after.of or before.bands != after.bands
    differences = (Difference("scale", "broken"),) if moved else ()
    carried = _carries(found, before.of) or _carries(found, after.of)
    return Compared((*differences, *((Difference("source", "broken"),) if carried else ())))
