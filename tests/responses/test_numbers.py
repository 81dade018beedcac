import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.responses.numbers import parse_number, shows_decimal_comma


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7.0),
        (" 7.0 ", 7.0),
        ("+3.", 3.0),
        (".5", 0.5),
        ("-99", -99.0),
        ("\u22121", -1.0),
        ("1e3", 1000.0),
        ("7,5", 7.5),
        ("0,125", 0.125),
        ("1234,567", 1234.567),
        ("1 250", 1250.0),
        ("1\u00a0250,5", 1250.5),
        ("1\u202f000\u202f000", 1e6),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234,567", 1234567.0),
        ("1.234.567", 1234567.0),
        ("1.234", 1.234),
    ],
)
def test_numbers_are_read_as_people_and_programs_write_them(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "seven", "7 8", "1,2,3", "12 50", "nan", "inf", "1e999", "0x10", "7%", "1_000", "٣", "5-"],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_number(text) is None


def test_a_comma_before_three_digits_is_decimal_only_where_the_column_shows_it() -> None:
    assert parse_number("1,234") is None
    assert parse_number("1,234", decimal_comma=True) == 1.234
    assert shows_decimal_comma(["1,234", "2,5"])
    assert not shows_decimal_comma(["1,234", "2.5", "2"])


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_comes_back_from_its_text(number: float) -> None:
    assert parse_number(repr(number)) == number


@given(st.decimals(-(10**6), 10**6, places=2))
def test_a_decimal_comma_says_the_same_as_a_point(number: object) -> None:
    text = str(number)
    assert parse_number(text.replace(".", ",")) == float(text)
