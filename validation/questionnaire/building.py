"""From the hypotheses of a study to the questionnaire that can put them to the test."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TypeVar

from validation.errors import Problem, QuestionnaireError
from validation.language import LocalizedText
from validation.questionnaire.duration import estimate_minutes
from validation.questionnaire.library import Library
from validation.questionnaire.making import Made, make_for
from validation.questionnaire.model import DerivedItem, Item, Questionnaire, Section
from validation.questionnaire.placing import place_items
from validation.questionnaire.sections import build_sections, check_order
from validation.questionnaire.serving import items_of
from validation.questionnaire.written import build_written
from validation.study import Study

One = TypeVar("One", Item, DerivedItem)


def build_questionnaire(
    study: Study, library: Library, *, seed: int | None = None
) -> Questionnaire:
    """Return the questionnaire of a study: the same study always gives the same one.

    Args:
        study: with its journey written out.
        library: the templates of items and scales.
        seed: of the random orders; drawn from the study's id if none is given.

    Raises:
        QuestionnaireError: it carries everything that keeps claims from being asked.
    """
    built = [build_written(item, library) for item in study.items]
    derived = tuple(one for one in built if isinstance(one, DerivedItem))
    written = tuple(one for one in built if isinstance(one, Item))
    made, problems = _make(study, library, [*written, *derived])
    placed = place_items(written, made, derived, study, library)
    sections = build_sections(placed, study, library.words)
    problems += [*check_order(sections, derived), *_taken(made, written)]
    if problems:
        raise QuestionnaireError("No questionnaire can be made of this study.", problems)
    bindings = {name: one.binding for name, one in made.items()}
    served = items_of(study, derived, bindings)
    return Questionnaire(
        study=study.study,
        title=study.title or LocalizedText.model_validate(study.study),
        languages=study.languages,
        sections=tuple(_served_section(one, served) for one in sections),
        derived=tuple(_served(one, served) for one in derived),
        items_of=served,
        bindings=bindings,
        non_answers=library.words.non_answers,
        seed=_seed(study.study) if seed is None else seed,
        minutes=estimate_minutes(sections, study.languages),
    )


def _make(
    study: Study, library: Library, written: Sequence[Item | DerivedItem]
) -> tuple[dict[str, Made], list[Problem]]:
    asked = {one.id: one.asked() for one in written}
    made: dict[str, Made] = {}
    problems = []
    for hypothesis in study.hypotheses:
        if all(measure.item for measure in hypothesis.claim.measures()):
            continue
        found = make_for(hypothesis, study, library, asked)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            made[hypothesis.id] = found
    return made, [*problems, *_worded_apart(made), *_silent(made, study)]


def _worded_apart(made: Mapping[str, Made]) -> Iterator[Problem]:
    first: dict[str, tuple[str, Item]] = {}
    for name, one in made.items():
        other, item = first.setdefault(one.item.id, (name, one.item))
        if item.text != one.item.text:
            must = f"worded as in hypothesis {other}, which asks for the same item"
            yield Problem(f"hypotheses.{name}.about", "another wording in one language", must)


def _silent(made: Mapping[str, Made], study: Study) -> Iterator[Problem]:
    for name, one in made.items():
        for tag in one.item.text.missing(study.languages):
            found = f"no question in {tag} for the template {one.item.template}"
            hint = "Write the item out under `items`, or take the language away."
            yield Problem(f"hypotheses.{name}", found, "asked in every language", hint)


def _taken(made: Mapping[str, Made], written: Sequence[Item]) -> Iterator[Problem]:
    ids = {one.id for one in written}
    for name, one in made.items():
        if one.item.id in ids:
            must = f"another id than {one.item.id}, which hypothesis {name} needs"
            hint = "Rename the item, or name it in the claim."
            yield Problem(f"items.{one.item.id}.id", repr(one.item.id), must, hint)


def _served_section(section: Section, served: Mapping[str, tuple[str, ...]]) -> Section:
    items = tuple(_served(item, served) for item in section.items)
    return section.model_copy(update={"items": items})


def _served(one: One, served: Mapping[str, tuple[str, ...]]) -> One:
    names = tuple(name for name, items in served.items() if one.id in items)
    return one.model_copy(update={"hypotheses": names})


def _seed(study: str) -> int:
    return int.from_bytes(sha256(study.encode()).digest()[:4])
