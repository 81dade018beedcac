from validation.files import read_library
from validation.language import LocalizedText
from validation.questionnaire import Questionnaire, build_questionnaire
from validation.rendering.preview import Preview, ShownItem
from validation.rendering.words import wording
from validation.study import Study


def shown(questionnaire: Questionnaire, language: str = "en") -> dict[str, ShownItem]:
    preview = Preview(questionnaire, wording("preview", language))
    groups = [group for section in preview.sections() for group in section.groups]
    return {item.id: item for group in groups for item in group.items}


def test_questions_are_numbered_through(questionnaire: Questionnaire) -> None:
    numbers = [item.number for item in shown(questionnaire).values()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_conditions_are_said_in_words(questionnaire: Questionnaire) -> None:
    items = shown(questionnaire)
    assert items["network"].condition == "Asked only of those who answered “Using” (question 1)."
    age = items["age"].number
    assert (
        items["channel"].condition == f"Asked only of those who answered “young” (question {age})."
    )


def test_bands_are_named_by_their_labels(questionnaire: Questionnaire) -> None:
    young = {"young": LocalizedText.model_validate({"en": "Under 35", "fi": "Alle 35-vuotiaat"})}
    [group] = questionnaire.derived
    derived = (group.model_copy(update={"labels": young}),)
    items = shown(questionnaire.model_copy(update={"derived": derived}), "fi")
    assert "”Alle 35-vuotiaat”" in items["channel"].condition


def test_conditions_are_said_in_the_language_of_the_reader(questionnaire: Questionnaire) -> None:
    condition = shown(questionnaire, "fi")["network"].condition
    assert condition == "Kysytään vain, jos on vastattu ”Käyttö” (kysymys 1)."


def test_notes_tell_how_to_answer(questionnaire: Questionnaire) -> None:
    items = shown(questionnaire)
    assert items["age"].notes == ("Write a number.", "From 15 to 110.")
    assert items["channel"].notes[1:] == ("Options in random order.", "An answer is required.")


def test_a_scale_of_numbers_has_named_ends(questionnaire: Questionnaire) -> None:
    items = shown(questionnaire)
    assert items["network"].ends == (("1", "poor"), ("10", "good"))
    assert items["ease.start.bills"].ends == ()


def test_a_battery_is_shown_as_one_group(questionnaire: Questionnaire) -> None:
    sections = Preview(questionnaire, wording("preview", "en")).sections()
    batteries = [group for section in sections for group in section.groups if group.battery]
    assert [[item.id for item in group.items] for group in batteries] == [["network", "service"]]


def test_less_than_a_minute_is_shown_as_one(questionnaire: Questionnaire) -> None:
    quick = questionnaire.model_copy(update={"minutes": 0.2})
    assert Preview(quick, wording("preview", "en")).minutes() == 1


def test_a_condition_names_a_stage_by_its_title_alone(study: Study) -> None:
    told = study.stages[1].model_copy(update={"description": study.stages[1].title})
    longer = study.model_copy(update={"stages": (study.stages[0], told)})
    items = shown(build_questionnaire(longer, read_library()))
    assert items["reached"].choices[1] == ("use", "Using – Using")
    assert items["network"].condition == "Asked only of those who answered “Using” (question 1)."
