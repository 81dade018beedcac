from markupsafe import Markup

from validation.rendering.respondent.slots import Slotted, slot


def test_what_is_not_filled_stays_empty() -> None:
    page = Slotted.of(f"<p>{slot('a')}, {slot('b')}, {slot('a')}</p>")
    assert page.fill({"a": "x"}) == "<p>x, , x</p>"


def test_what_is_filled_in_is_not_escaped_again() -> None:
    page = Slotted.of(Markup("<p>") + slot("a") + Markup("</p>"))
    assert page.fill({"a": "&lt;"}) == "<p>&lt;</p>"
