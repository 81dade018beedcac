"""The plan: what is decided before the answers are looked at, frozen and hashed."""

import hashlib
import json
from typing import Any

from pydantic import Field

from validation.claims import Claim
from validation.questionnaire import Questionnaire
from validation.study import Audience, Codes, Decision, Document, Id, Study

SEQUENCES = frozenset({"between", "funnel", "groups"})  # in which the order means something


class PlannedClaim(Document):
    """One claim of the family, about the whole audience or one persona."""

    id: Id
    claim: Claim
    persona: dict[Id, Codes] = Field(default_factory=dict)


class Plan(Document):
    """Questionnaire, claims, segments, margins and decision rule."""

    study: Id
    questionnaire: str = Field(description="the fingerprint of the instrument")
    claims: tuple[PlannedClaim, ...]
    audience: Audience
    decision: Decision
    # Left out where there is none, so that plans of before keep their hash.
    step: str | None = Field(
        None,
        exclude_if=lambda one: one is None,
        description="after an event: the step whose follow-ups it is for",
    )

    @property
    def hash(self) -> str:
        """The SHA-256 of the plan: another claim, bound or rule gives another one.

        The order in which claims, options, segments or margins are written does not count.
        """
        content = settled(self.model_dump(mode="json", by_alias=True))
        return hashlib.sha256(_written(content).encode()).hexdigest()

    @property
    def error_share(self) -> float:
        """The error that one claim may be planned with: the strictest that the correction asks.

        Claims about several waves have an error budget of their own.
        """
        family = sum(not one.claim.over_waves for one in self.claims)
        shared = self.decision.adjust != "none" and family > 1
        return self.decision.alpha / (family if shared else 1)


def settled(content: Any, key: str = "") -> Any:  # noqa: ANN401 (whatever JSON holds)
    """Return JSON with everything in order whose order means nothing."""
    if isinstance(content, dict):
        return {name: settled(value, name) for name, value in content.items()}
    if isinstance(content, list):
        if key in SEQUENCES:
            return [settled(part) for part in content]
        return sorted((settled(part, key) for part in content), key=_written)
    return content


def _written(content: Any) -> str:  # noqa: ANN401 (whatever JSON holds)
    return json.dumps(content, sort_keys=True)


def build_plan(study: Study, questionnaire: Questionnaire, *, step: str | None = None) -> Plan:
    """Return the plan of a study whose claims are bound to the items of its questionnaire.

    Args:
        study: perhaps narrowed to what a step after an event asks.
        questionnaire: made for it.
        step: the name of that step.
    """
    personas = {persona.id: persona.when for persona in study.personas}
    claims = [
        PlannedClaim(
            id=hypothesis.id,
            claim=hypothesis.claim,
            persona=personas.get(hypothesis.persona or "", {}),
        )
        for hypothesis in study.hypotheses
    ]
    return Plan(
        study=study.study,
        questionnaire=questionnaire.fingerprint,
        claims=tuple(claims),
        audience=study.audience,
        decision=study.decision,
        step=step,
    )
