"""A study narrowed to some of its hypotheses, for a short questionnaire of its own."""

from collections.abc import Collection, Iterator

from validation.questionnaire.making import SCREENER
from validation.study import BandsItem, Hypothesis, Study


def narrow_study(study: Study, ask: Collection[str]) -> Study:
    """Return the study with some hypotheses alone, and the items that these need.

    Of the written items those stay on which the claims and their personas rest, and those that
    describe the person: background, segments, margins, attention. What other items depend on stays
    too. Without any hypothesis named the study stays as it is.

    Args:
        study: of which only a part is asked.
        ask: the ids of hypotheses.
    """
    if not ask:
        return study
    kept = tuple(one for one in study.hypotheses if one.id in ask)
    named = {one.persona for one in kept}
    personas = tuple(one for one in study.personas if one.id in named)
    narrowed = study.model_copy(update={"hypotheses": kept, "personas": personas})
    needed = _closed(study, {*_needed(narrowed)})
    items = tuple(one for one in study.items if one.id in needed)
    return narrowed.model_copy(update={"items": items})


def _needed(study: Study) -> Iterator[str]:
    yield SCREENER
    yield from (*study.audience.segments, *study.audience.margins, *study.fieldwork.attention)
    for persona in study.personas:
        yield from persona.when
    for hypothesis in study.hypotheses:
        yield from _claimed(hypothesis)
    for item in study.items:
        if not isinstance(item, BandsItem) and item.background:
            yield item.id


def _claimed(hypothesis: Hypothesis) -> Iterator[str]:
    return (one.item for one in hypothesis.claim.measures() if one.item is not None)


def _closed(study: Study, names: set[str]) -> set[str]:
    """Return the items with those on which they rest, and those on which these do."""
    while True:
        more = {
            name
            for item in study.items
            if item.id in names
            for name in ([item.of] if isinstance(item, BandsItem) else item.when)
        }
        # Bands of a background item tell people apart as the item itself does.
        more |= {one.id for one in study.items if isinstance(one, BandsItem) and one.of in names}
        if more <= names:
            return names
        names = names | more
