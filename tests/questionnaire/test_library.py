from typing import Any

import pytest
from pydantic import ValidationError

from validation.questionnaire import ItemTemplate, Library, ScaleTemplate, check_library


def scale(**keys: Any) -> ScaleTemplate:  # noqa: ANN401 (as in a file)
    return ScaleTemplate.model_validate({"id": "s", "from": 1, "to": 5, "source": "test", **keys})


@pytest.mark.parametrize(
    "keys",
    [
        {"negative": [1, 2], "positive": [5]},
        {"negative": [1, 2], "positive": [3, 4]},
        {"labels": {1: "bad"}},
        {"labels": {0: "bad", 6: "good"}},
    ],
    ids=["more against than for", "not mirrored", "one end named", "labels off the scale"],
)
def test_an_unbalanced_scale_is_refused(keys: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="s: "):
        scale(**keys)


def test_a_balanced_scale_is_accepted() -> None:
    assert scale(negative=[1, 2], positive=[4, 5], labels={1: "a", 5: "b"}).positive == (4, 5)


@pytest.mark.parametrize(
    "form",
    [{"type": "rating"}, {"type": "single"}, {"type": "text", "options": {"a": "A", "b": "B"}}],
)
def test_an_item_without_its_form_of_answer_is_refused(form: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="form of answer"):
        ItemTemplate.model_validate({"id": "t", "source": "x", "stems": {"about": "?"}, **form})


def changed(library: Library, template: str, **keys: Any) -> Library:  # noqa: ANN401 (as in a file)
    content = library.model_dump(mode="json", by_alias=True)
    content["items"][template].update(keys)
    return Library.model_validate(content)


def test_a_scale_that_is_not_there_is_refused(library: Library) -> None:
    with pytest.raises(ValidationError, match="no scale 'eese'"):
        changed(library, "ease", scale="eese")


def test_an_answer_that_counts_but_cannot_be_given_is_refused(library: Library) -> None:
    with pytest.raises(ValidationError, match="counts"):
        changed(library, "ease", counts=["6"])


def test_two_defaults_for_one_aspect_are_refused(library: Library) -> None:
    with pytest.raises(ValidationError, match="default for the same"):
        changed(library, "agreement", aspects=["pain"])


def test_the_default_is_that_of_the_score_else_of_the_aspect(library: Library) -> None:
    found = [
        library.default(score="nps", aspect="pain"),
        library.default(score=None, aspect="pain"),
    ]
    assert [one.id if one else None for one in found] == ["recommend", "ease"]
    assert library.default(score=None, aspect=None) is None


def test_a_library_in_all_languages_has_no_problem(library: Library) -> None:
    assert not list(check_library(library, ("en", "fi")))


def test_a_missing_translation_is_found_where_it_lacks(library: Library) -> None:
    stems = {"about": {"en": "How: {{ about }}?"}}
    problems = list(check_library(changed(library, "ease", stems=stems), ("en", "fi")))
    assert [problem.where for problem in problems] == ["items.ease.stems.about"]
    assert problems[0].found == "no text in fi"


@pytest.mark.parametrize("stem", ["How: {{ abuot }}?", "How?", "How: {{ about }"])
def test_a_stem_with_other_words_than_about_is_found(stem: str, library: Library) -> None:
    problems = list(check_library(changed(library, "ease", stems={"about": stem}), ("en",)))
    assert [problem.where for problem in problems] == ["items.ease.stems.about.*"]


def test_a_template_speaks_the_languages_of_all_its_questions(library: Library) -> None:
    assert library.speaks(("en", "fi"), "open")
    assert not library.speaks(("en", "de"), "open")
