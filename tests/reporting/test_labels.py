from validation.questionnaire import DerivedItem, Questionnaire
from validation.reporting.labels import Labels
from validation.study import Study


def test_things_are_called_in_the_language_of_the_reader(
    study: Study, questionnaire: Questionnaire
) -> None:
    labels = Labels(study, questionnaire, "fi")
    assert labels.item("quality") == "Laatu?"
    assert labels.answer("channel", "shop") == "Myymälä"
    assert labels.stage("pay") == "Maksaminen"


def test_a_text_that_lacks_the_language_is_taken_in_another(
    study: Study, questionnaire: Questionnaire
) -> None:
    labels = Labels(study, questionnaire, "sv")
    assert labels.item("quality") == "Quality?"
    assert labels.persona("webber") == "Web buyer"


def test_what_has_no_words_is_called_by_its_id(study: Study, questionnaire: Questionnaire) -> None:
    labels = Labels(study, questionnaire, "en")
    assert labels.item("elsewhere") == "elsewhere"
    assert labels.answer("channel", "by_post") == "by post"
    assert labels.stage("later") == "later"
    assert labels.persona(None) == ""


def test_bands_are_called_by_their_labels_else_with_their_ends(
    study: Study, questionnaire: Questionnaire
) -> None:
    bands = {"id": "mood", "of": "quality", "bands": {"leaning_away": [1, 2], "firm": [4, None],
             "3-3": [3, 3]}, "labels": {"firm": {"en": "Firm", "fi": "Pysyy"}}}  # fmt: skip
    derived = (DerivedItem.model_validate(bands),)
    labels = Labels(study, questionnaire.model_copy(update={"derived": derived}), "fi")
    assert labels.answer("mood", "firm") == "Pysyy"
    assert labels.answer("mood", "leaning_away") == "leaning away (1–2)"
    assert labels.answer("mood", "3-3") == "3-3"
    assert labels.answer("mood", "unknown") == "unknown"


def test_groups_that_a_claim_compares_have_the_words_of_their_answers(
    study: Study, questionnaire: Questionnaire
) -> None:
    labels = Labels(study, questionnaire, "fi")
    compares, shares = study.hypotheses[3], study.hypotheses[0]
    assert labels.group(compares, "channel shop") == "Myymälä"
    assert labels.group(compares, "all") == ""
    assert labels.group(shares, "channel shop") == ""
