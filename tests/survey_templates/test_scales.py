import pytest

from validation.files import read_library
from validation.language import SHIPPED
from validation.questionnaire import ScaleTemplate

SCALES = list(read_library().scales.values())
TWO_SIDED = {"agreement", "ease", "effort", "likelihood", "quality", "satisfaction"}


@pytest.mark.parametrize("scale", SCALES, ids=lambda one: one.id)
def test_labels_are_told_apart_in_every_language(scale: ScaleTemplate) -> None:
    for language in SHIPPED:
        labels = [label.within(language) for label in scale.labels.values()]
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("scale", SCALES, ids=lambda one: one.id)
def test_five_points_are_all_named_and_longer_scales_at_the_ends(scale: ScaleTemplate) -> None:
    points = set(range(scale.start, scale.end + 1))
    named = points if len(points) == 5 else {scale.start, scale.end}
    assert named <= set(scale.labels)


def test_two_sided_scales_say_which_points_are_on_which_side() -> None:
    assert {scale.id for scale in SCALES if scale.negative} == TWO_SIDED


def test_the_scores_have_the_scales_that_define_them() -> None:
    scales = read_library().scales
    assert (scales["recommend"].start, scales["recommend"].end) == (0, 10)
    assert (scales["effort"].start, scales["effort"].end) == (1, 7)


def test_the_middle_of_a_scale_is_no_refusal_to_answer() -> None:
    words = read_library().words.non_answers.values()
    labels = [label for scale in SCALES for label in scale.labels.values()]
    for language in SHIPPED:
        said = {text.within(language).casefold() for text in words}
        assert not said & {label.within(language).casefold() for label in labels}
