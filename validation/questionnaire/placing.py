"""Where each item belongs: measure or background, under which condition, after which other."""

from collections.abc import Iterable, Mapping, Sequence

from validation.questionnaire.library import Library
from validation.questionnaire.making import OPEN, SCREENER, Made, make_open, make_screener
from validation.questionnaire.model import DerivedItem, Item
from validation.questionnaire.sections import Placed
from validation.questionnaire.written import asks_overall
from validation.study import Study

SEVERAL = 2


def place_items(
    written: Iterable[Item],
    made: Mapping[str, Made],
    derived: Sequence[DerivedItem],
    study: Study,
    library: Library,
) -> list[Placed]:
    """Return every item to be asked, with its role and condition, not yet in order.

    An item about the person, and one that only tells segments, margins or personas apart, is
    background. A background item on which others rest becomes a screener. Each stage that is
    asked about ends with an open question, and is asked only of those who have reached it.
    """
    about = _telling_apart(study, derived)
    placed = [_written(one, about, library) for one in written]
    placed += {one.item.id: Placed(one.item, one.general) for one in made.values()}.values()
    placed += [Placed(one) for one in _opens(placed, study, library)]
    placed = _screened(placed, study, library)
    needed = _needed(placed, derived)
    return [_first(one) if one.item.id in needed else one for one in placed]


def _written(item: Item, about: set[str], library: Library) -> Placed:
    general = item.stage is not None and asks_overall(item, library.words)
    if item.stage is None and item.id in about:
        item = item.model_copy(update={"role": "background"})
    return Placed(item, general)


def _telling_apart(study: Study, derived: Iterable[DerivedItem]) -> set[str]:
    names = {*study.audience.segments, *study.audience.margins}
    names |= {name for persona in study.personas for name in persona.when}
    names |= {one.of for one in derived if one.id in names}
    measures = [one for hypothesis in study.hypotheses for one in hypothesis.claim.measures()]
    return names - {one.item for one in measures if one.key != "segment" and one.item}


def _stages_asked(placed: Iterable[Placed]) -> set[str]:
    return {one.item.stage for one in placed if one.item.stage and one.item.role == "measure"}


def _opens(placed: Iterable[Placed], study: Study, library: Library) -> list[Item]:
    if not library.speaks(study.languages, OPEN):
        return []
    asked = _stages_asked(placed)
    return [make_open(stage, study, library) for stage in study.stages if stage.id in asked]


def _screened(placed: list[Placed], study: Study, library: Library) -> list[Placed]:
    """Ask first which stages were reached; an own item `reached` with the stages does as well."""
    stages = [stage.id for stage in study.stages]
    if len(stages) < SEVERAL or not _stages_asked(placed):
        return placed
    own = next((one.item for one in placed if one.item.id == SCREENER), None)
    if own is None and not library.speaks(study.languages, SCREENER):
        return placed
    if own is not None and not set(stages) <= {choice.code for choice in own.choices}:
        return placed
    screener = own or make_screener(study, library)
    first = Placed(screener.model_copy(update={"role": "screener", "stage": None}), general=True)
    others = [one for one in placed if one.item.id != SCREENER]
    return [first, *(_conditioned(one) for one in others)]


def _conditioned(one: Placed) -> Placed:
    if one.item.stage is None or one.item.role == "background":
        return one
    when = {SCREENER: (one.item.stage,), **one.item.when}
    return Placed(one.item.model_copy(update={"when": when}), one.general)


def _needed(placed: Iterable[Placed], derived: Iterable[DerivedItem]) -> set[str]:
    sources = {one.id: one.of for one in derived}
    background = {one.item.id for one in placed if one.item.role == "background"}
    rest = {name for one in placed if one.item.role != "background" for name in one.item.when}
    return {sources.get(name, name) for name in rest} & background


def _first(one: Placed) -> Placed:
    return Placed(one.item.model_copy(update={"role": "screener"}), one.general)
