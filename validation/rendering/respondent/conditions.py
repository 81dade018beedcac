"""On which answers of their own page questions depend, for the script that shows them at once."""

import json
from collections.abc import Iterator, Sequence

from validation.questionnaire import (
    Item,
    Questionnaire,
    Section,
    answer_field,
    dependents,
    place_field,
)


def conditions(questionnaire: Questionnaire) -> dict[str, str]:
    """Return the conditions of questions that depend on their own page, as JSON.

    Each is a list: `fields` of the form, of which one must have one of the values `wanted`; a
    pair of numbers is a band.
    """
    waiting = {item.id for item, _ in dependents(questionnaire)}
    return {
        item.id: json.dumps(list(_of(item, section, questionnaire)))
        for section in questionnaire.sections
        for item in section.items
        if item.id in waiting
    }


def _of(item: Item, section: Section, questionnaire: Questionnaire) -> Iterator[dict[str, object]]:
    here = {one.id: one for one in section.items}
    derived = {one.id: one for one in questionnaire.derived}
    for name, codes in item.when.items():
        if name in derived and derived[name].of in here:
            bands = [derived[name].bands[code] for code in codes]
            yield {"fields": [answer_field(here[derived[name].of])], "wanted": bands}
        elif name in here:
            yield _chosen(here[name], codes)


def _chosen(source: Item, codes: Sequence[str]) -> dict[str, object]:
    if source.type != "ranking":
        return {"fields": [answer_field(source)], "wanted": codes}
    return {
        "fields": [place_field(source, one) for one in source.choices if one.code in codes],
        "wanted": [str(place) for place in range(1, len(source.choices) + 1)],
    }
