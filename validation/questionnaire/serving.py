"""Which items serve which hypothesis, and the claims joined to the items made for them."""

from collections.abc import Iterable, Iterator, Mapping

from validation.questionnaire.model import Binding, DerivedItem, Questionnaire
from validation.study import Hypothesis, Study


def bind_claims(study: Study, questionnaire: Questionnaire) -> Study:
    """Return the study with every claim naming its item, made or written."""
    bound = [_bound(one, questionnaire.bindings) for one in study.hypotheses]
    return study.model_copy(update={"hypotheses": tuple(bound)})


def items_of(
    study: Study, derived: Iterable[DerivedItem], bindings: Mapping[str, Binding]
) -> dict[str, tuple[str, ...]]:
    """Return the items that serve each hypothesis: those of its claim and of its persona.

    Where bands serve, the item that they are made of serves too.
    """
    sources = {one.id: one.of for one in derived}
    personas = {one.id: tuple(one.when) for one in study.personas}
    found = {}
    for hypothesis in study.hypotheses:
        named = [
            *_claimed(_bound(hypothesis, bindings)),
            *personas.get(hypothesis.persona or "", ()),
        ]
        served = [one for name in named for one in (name, sources.get(name)) if one is not None]
        found[hypothesis.id] = tuple(dict.fromkeys(served))
    return found


def _claimed(hypothesis: Hypothesis) -> Iterator[str]:
    for measure in hypothesis.claim.measures():
        if measure.item is not None:
            yield measure.item


def _bound(hypothesis: Hypothesis, bindings: Mapping[str, Binding]) -> Hypothesis:
    binding = bindings.get(hypothesis.id)
    if binding is None:
        return hypothesis
    claim = hypothesis.claim.bound_to(binding.items, binding.counted)
    return hypothesis.model_copy(update={"claim": claim})
