"""Journeys, touchpoints and personas."""

import pytest
from pydantic import ValidationError

from validation.study.journey import JourneyStage, Outline, Persona, Touchpoint


def test_stage_carries_what_the_workshop_plans_for_it() -> None:
    stage = JourneyStage.model_validate(
        {
            "id": "buy",
            "title": "Buying",
            "share": 0.1,
            "message": "Now",
            "channels": ["shop", "web"],
        }
    )
    assert [channel.within("en") for channel in stage.channels] == ["shop", "web"]


def test_persona_may_take_several_answers() -> None:
    persona = Persona.model_validate({"id": "p", "title": "P", "when": {"tenure": ["new", "1y"]}})
    assert persona.when == {"tenure": ("new", "1y")}


def test_journey_without_stages_is_none() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        Outline.model_validate({"id": "empty", "title": "Empty", "stages": []})


def test_media_are_owned_paid_or_earned() -> None:
    with pytest.raises(ValidationError, match="'owned', 'paid' or 'earned'"):
        Touchpoint.model_validate({"id": "tv", "title": "TV", "media": "bought"})
