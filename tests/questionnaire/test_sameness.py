from validation.questionnaire import Compared, Comparison, Difference

KEPT = Compared((Difference("help", "cosmetic"),))
BROKEN = Compared((Difference("wording", "broken"), Difference("scale", "broken")))


def test_the_worst_difference_decides() -> None:
    assert (Compared().sameness, KEPT.sameness, BROKEN.sameness) == ("same", "cosmetic", "broken")


def test_reasons_are_of_what_breaks_only() -> None:
    mixed = Compared((*KEPT.differences, *BROKEN.differences))

    assert mixed.reasons == ("wording", "scale")


def test_a_series_breaks_for_each_reason_once() -> None:
    comparison = Comparison({"a": BROKEN, "b": BROKEN, "c": KEPT})

    assert comparison.reasons(["a", "b"]) == ("wording", "scale")
    assert comparison.reasons(["c"]) == ()
    assert comparison.broken == ("a", "b")


def test_an_item_of_neither_version_cannot_go_on() -> None:
    assert Comparison({}).of("gone").sameness == "broken"
