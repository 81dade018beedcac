import pytest

from validation.mail.places import check_places, fill_places


@pytest.mark.parametrize(
    "text", ["63 % of 12 % of all", "100%sure", "/%c3%a4", "/%C3%A4%20", "%ab%", "%Link%"]
)
def test_a_percent_sign_is_no_place_by_itself(text: str) -> None:
    check_places((text,), {})


def test_places_in_any_of_the_texts_count() -> None:
    values = {"%link%": "/r/1", "%stop%": "/u/1"}

    check_places(("%link%", "%stop%", "%link%%stop%"), values)
    with pytest.raises(ValueError, match="%more%"):
        check_places(("%link%", "%stop%", "%more%"), values)


def test_a_value_is_not_filled_in_again() -> None:
    assert fill_places("%a% %aaa% %bbb%", {"%aaa%": "%bbb%", "%bbb%": "2"}) == "%a% %bbb% 2"
