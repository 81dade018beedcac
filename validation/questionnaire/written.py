"""Items that the study writes out, in the form in which they are asked."""

from collections.abc import Mapping
from typing import Any

from validation.language import LocalizedText
from validation.questionnaire.library import Library, Words
from validation.questionnaire.model import Choice, DerivedItem, Item
from validation.study import BandsItem, Scale, StudyItem

SHARED = ("id", "type", "text", "help", "stage", "touchpoint", "required", "offers", "when")


def build_written(item: StudyItem, library: Library) -> Item | DerivedItem:
    """Return an item of the study as the questionnaire has it; bands are derived, never asked."""
    if isinstance(item, BandsItem):
        named = {key: getattr(item, key) for key in ("id", "of", "bands", "title", "labels")}
        return DerivedItem.model_validate(named)
    shared = {key: getattr(item, key) for key in SHARED}
    role = "background" if item.background else "measure"
    return Item.model_validate({**shared, **_form(item, library), "role": role})


def scale_form(scale: Scale) -> dict[str, Any]:
    """Return the choices and ends of a rating: each point with its label, else its number."""
    ends = {scale.start: scale.low, scale.end: scale.high}
    labels = {**{point: label for point, label in ends.items() if label}, **scale.labels}
    choices = [
        Choice(code=str(point), label=labels.get(point, _plain(str(point))))
        for point in range(scale.start, scale.end + 1)
    ]
    return {"choices": tuple(choices), "low": scale.start, "high": scale.end}


def option_form(options: Mapping[str, LocalizedText]) -> dict[str, Any]:
    """Return the choices of an item with options."""
    return {"choices": tuple(Choice(code=code, label=text) for code, text in options.items())}


def asks_overall(item: Item, words: Words) -> bool:
    """Tell whether the wording of an item says that it asks about the whole."""
    return any(
        word in item.text.within(tag).casefold()
        for tag, overall in words.overall.items()
        if not item.text.missing([tag])
        for word in overall
    )


def _form(item: StudyItem, library: Library) -> dict[str, Any]:
    if item.type == "rating":
        named = isinstance(item.scale, str)
        return scale_form(library.scales[str(item.scale)] if named else item.scale)  # type: ignore[arg-type] # mypy forgets `named`
    if item.type == "number":
        return {"low": item.min, "high": item.max, "unit": item.unit}
    if item.type in ("single", "multi", "ranking"):
        return {**option_form(item.options), "shuffle": item.shuffle}
    return {}


def _plain(text: str) -> LocalizedText:
    return LocalizedText.model_validate(text)
