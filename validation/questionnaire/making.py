"""Items made from the library: for hypotheses whose claim names none, and for every stage."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from validation.claims import Asked
from validation.errors import Problem
from validation.language import LocalizedText
from validation.questionnaire.asking import Ask, build_ask, find_template, make_id
from validation.questionnaire.library import ItemTemplate, Library
from validation.questionnaire.model import Binding, Item
from validation.questionnaire.phrasing import phrase
from validation.questionnaire.written import option_form, scale_form
from validation.study import Hypothesis, JourneyStage, Study

ENOUGH_OPTIONS = 2
SCREENER, OPEN = "reached", "open"


@dataclass(frozen=True, slots=True)
class Made:
    """An item made for a hypothesis, whether it asks about the whole, and how it is used."""

    item: Item
    general: bool
    binding: Binding


def make_for(
    hypothesis: Hypothesis, study: Study, library: Library, asked: Mapping[str, Asked]
) -> Made | Problem:
    """Return the item that the claim of a hypothesis leaves open, or what prevents it.

    Args:
        hypothesis: one whose claim names no item.
        study: where its stage, touchpoint and words stand.
        library: the templates.
        asked: the written items, which the claim may also look at.
    """
    template = find_template(hypothesis, library)
    if isinstance(template, Problem):
        return template
    made = _made(template, hypothesis, study, library)
    if isinstance(made, Problem):
        return made
    found = next(_unfit(made, hypothesis, asked), None)
    if found is None:
        return made
    fitting = _fitting(hypothesis, study, library, asked)
    advice = f"Of the templates, these would: ask: {', '.join(fitting)}." if fitting else ""
    hint = f"The template {template.id} cannot answer this claim. {advice} {found.hint}".strip()
    where = f"hypotheses.{hypothesis.id}.claim.{found.where}"
    return Problem(where, found.found, found.must, hint)


def make_screener(study: Study, library: Library) -> Item:
    """Return the question which stages a respondent has gone through."""
    template = library.items[SCREENER]
    ask = Ask(template, "general", None, None, make_id(template, None))
    return _item(ask, study, library, _stages(study))


def make_open(stage: JourneyStage, study: Study, library: Library) -> Item:
    """Return the open question at the end of a stage: what did we miss?"""
    template = library.items[OPEN]
    ask = Ask(template, "stage", stage.title, stage.id, make_id(template, stage.id))
    return _item(ask, study, library, {})


def _made(
    template: ItemTemplate, hypothesis: Hypothesis, study: Study, library: Library
) -> Made | Problem:
    ask = build_ask(template, hypothesis, study)
    if isinstance(ask, Problem):
        return ask
    options = _options(ask, study)
    if template.options_from and len(options) < ENOUGH_OPTIONS:
        found = f"{len(options)} {template.options_from} to choose from"
        hint = f"Write the {template.options_from}, or an item in the claim."
        return Problem(f"hypotheses.{hypothesis.id}", found, "two or more", hint)
    item = _item(ask, study, library, options)
    open_keys = [one.key for one in hypothesis.claim.measures() if one.item is None]
    counted = _counted(template, hypothesis)
    binding = Binding(items=dict.fromkeys(open_keys, item.id), counted=counted)
    general = template.general or ask.subject in ("stage", "general")
    return Made(item, general, binding)


def _counted(template: ItemTemplate, hypothesis: Hypothesis) -> tuple[str, ...]:
    if template.options_from == "touchpoints":
        return () if hypothesis.touchpoint is None else (hypothesis.touchpoint,)
    return template.counts


def _item(ask: Ask, study: Study, library: Library, options: Mapping[str, LocalizedText]) -> Item:
    template = ask.template
    return Item.model_validate(
        {
            **_form(template, library, options),
            "id": ask.id,
            "type": template.type,
            "text": phrase(template.stems[ask.subject], ask.about, study.languages),
            "help": template.help,
            "offers": template.offers,
            "shuffle": template.shuffle,
            "role": template.role,
            "stage": ask.stage,
            "template": template.id,
        }
    )


def _form(
    template: ItemTemplate, library: Library, options: Mapping[str, LocalizedText]
) -> dict[str, Any]:
    return scale_form(library.scales[template.scale]) if template.scale else option_form(options)


def _unfit(made: Made, hypothesis: Hypothesis, asked: Mapping[str, Asked]) -> Iterator[Problem]:
    claim = hypothesis.claim.bound_to(made.binding.items, made.binding.counted)
    return claim.problems({**asked, made.item.id: made.item.asked()})


def _fitting(
    hypothesis: Hypothesis, study: Study, library: Library, asked: Mapping[str, Asked]
) -> list[str]:
    candidates = [one for one in library.items.values() if one.role == "measure"]
    tried = {one.id: _made(one, hypothesis, study, library) for one in candidates}
    return sorted(
        name
        for name, made in tried.items()
        if isinstance(made, Made) and not any(_unfit(made, hypothesis, asked))
    )


def _options(ask: Ask, study: Study) -> dict[str, LocalizedText]:
    if ask.template.options_from == "touchpoints":
        return _touchpoints(ask, study)
    return _stages(study) if ask.template.options_from else dict(ask.template.options)


def _stages(study: Study) -> dict[str, LocalizedText]:
    return {stage.id: _described(stage) for stage in study.stages}


def _touchpoints(ask: Ask, study: Study) -> dict[str, LocalizedText]:
    named = {one.touchpoint for one in study.hypotheses if one.stage == ask.stage}
    return {
        touchpoint.id: touchpoint.title
        for touchpoint in study.touchpoints
        if ask.stage is None or touchpoint.stage in (None, ask.stage) or touchpoint.id in named
    }


def _described(stage: JourneyStage) -> LocalizedText:
    if stage.description is None:
        return stage.title
    tags = [*stage.title.texts, *stage.description.texts]
    return LocalizedText.model_validate(
        {tag: f"{stage.title.within(tag)} – {stage.description.within(tag)}" for tag in tags}
    )
