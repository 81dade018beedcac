import pytest
from pydantic import ValidationError

from validation.claims import Asked
from validation.language import LocalizedText
from validation.questionnaire import Choice, DerivedItem, Item, Questionnaire, Section

TITLE = LocalizedText.model_validate("s")


def questionnaire(label: str = "Yes", seed: int = 1) -> Questionnaire:
    choice = Choice(code="yes", label=LocalizedText.model_validate(label))
    items = (Item(id="used", type="single", text=TITLE, choices=(choice,)),)
    derived = (DerivedItem(id="group", of="age", bands={"y": (0, 34), "o": (35, None)}),)
    sections = (Section(id="s", title=TITLE, items=items),)
    return Questionnaire(
        study="s", title=TITLE, languages=("en",), sections=sections, derived=derived,
        seed=seed, minutes=1,
    )  # fmt: skip


def test_what_claims_may_know_holds_asked_and_derived_items() -> None:
    assert questionnaire().asked() == {
        "used": Asked("used", "single", ("yes",)),
        "group": Asked("group", "bands", ("y", "o")),
    }


def test_any_change_of_the_instrument_changes_its_fingerprint() -> None:
    prints = {questionnaire().fingerprint, questionnaire("Ja").fingerprint}
    prints |= {questionnaire(seed=2).fingerprint, questionnaire().fingerprint}
    assert len(prints) == 3


def test_a_published_questionnaire_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        questionnaire().seed = 3  # type: ignore[misc] # what is tested
