import datetime

import pytest

from validation.rendering import wording
from validation.reporting.formatting import Kind, Numerals


def numerals(language: str) -> Numerals:
    return Numerals(wording("report", language))


# The characters of the Unicode CLDR: no-break space before the sign, decimal comma, true minus.
@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "63.4%"), ("fi", "63,4\xa0%"), ("sv", "63,4\xa0%"), ("de", "63,4\xa0%")],
)
def test_shares_are_written_as_the_language_writes_them(language: str, written: str) -> None:
    assert numerals(language).figure(0.634, "share") == written


@pytest.mark.parametrize(
    ("language", "written"), [("en", "−1,234.50"), ("fi", "−1\xa0234,50"), ("sv", "−1\xa0234,50")]
)
def test_numbers_have_their_own_minus_comma_and_groups(language: str, written: str) -> None:
    assert numerals(language).decimal(-1234.5, 2) == written


def test_a_language_that_nobody_knows_is_written_as_english() -> None:
    assert numerals("xx").decimal(0.5, 1) == "0.5"


def test_nothing_below_zero_is_left_of_a_rounded_zero() -> None:
    assert numerals("en").decimal(-0.001, 2) == "0.00"
    assert numerals("en").percent(-0.0001, 1) == "0.0%"


def test_no_number_is_a_dash() -> None:
    assert numerals("en").figure(None, "scale") == "–"
    assert numerals("en").figure(float("nan"), "share") == "–"
    assert numerals("en").interval((None, 0.5), "share") == "–"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "9.6 percentage points"),
        ("fi", "9,6\u00a0prosenttiyksikköä"),
        ("sv", "9,6\u00a0procentenheter"),
    ],
)
def test_differences_of_shares_are_percentage_points(language: str, written: str) -> None:
    assert numerals(language).figure(0.096, "share_gap") == written


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "1 percentage point"),
        ("fi", "1\u00a0prosenttiyksikkö"),
        ("sv", "1\u00a0procentenhet"),
    ],
)
def test_one_percentage_point_is_one(language: str, written: str) -> None:
    assert numerals(language).figure(0.01, "share_gap", 0) == written
    assert numerals("en").figure(-0.01, "share_gap", 0) == "−1 percentage point"
    assert numerals("en").figure(0.01, "share_gap") == "1.0 percentage points"
    assert numerals("en").interval((-0.02, 0.01), "share_gap", 0) == "−2 to 1 percentage points"


@pytest.mark.parametrize(
    ("values", "kind", "digits"),
    [
        ((0.001, -0.002, 0.004), "share_gap", 2),
        ((0.001, -0.002, 0.04), "share_gap", 1),
        ((0.0, -0.01, None), "scale_gap", 3),
        ((0.1, -0.01, 0.2), "scale_gap", 2),
        ((2.0, -9.0, 9.0), "points_gap", 1),
        ((20.0, 11.0, 31.0), "points_gap", 0),
    ],
)
def test_what_is_small_in_a_year_has_a_decimal_more(
    values: tuple[float | None, ...], kind: Kind, digits: int
) -> None:
    assert numerals("en").rate(values, kind) == digits


@pytest.mark.parametrize(
    ("ends", "kind", "written"),
    [
        ((0.644, 0.758), "share", "64.4–75.8%"),
        ((-0.58, -0.15), "scale_gap", "−0.58 to −0.15"),
        ((-0.1, 0.2), "share_gap", "−10.0 to 20.0 percentage points"),
        ((12.2, 31.0), "points", "12–31"),
    ],
)
def test_intervals_name_their_unit_once(
    ends: tuple[float, float], kind: Kind, written: str
) -> None:
    assert numerals("en").interval(ends, kind) == written


@pytest.mark.parametrize(
    ("bounds", "kind", "written"),
    [
        ((0.5, None), "share", "at least\xa050%"),
        ((0.375, None), "share", "at least\xa037.5%"),
        ((None, 6.0), "scale", "at most\xa06"),
        ((2.5, 3.5), "scale", "from 2.5 to 3.5"),
        ((0.0, None), "share_gap", "above\xa00"),
        ((None, 0.0), "correlation", "below\xa00"),
        ((None, None), "share", "–"),
    ],
)
def test_claims_are_written_with_the_decimals_they_were_made_with(
    bounds: tuple[float | None, float | None], kind: Kind, written: str
) -> None:
    assert numerals("en").claimed(bounds, kind) == written


def test_a_number_that_was_written_keeps_its_decimals() -> None:
    numerals = Numerals(wording("report", "fi"))
    assert [numerals.number(one) for one in (0.5, 0.45, 30, -1.25)] == [
        "0,5",
        "0,45",
        "30",
        "−1,25",
    ]
    assert numerals.level(0.95).replace("\xa0", " ") == "95 %"
    assert numerals.level(1 - 0.995).replace("\xa0", " ") == "0,5 %"


def test_small_p_values_are_below_a_limit() -> None:
    assert numerals("fi").probability(0.00002) == "<0,001"
    assert numerals("fi").probability(0.0314) == "0,031"
    assert numerals("fi").probability(None) == "–"


def test_ticks_have_the_decimals_that_tell_them_apart() -> None:
    ticks = [2.5, 2.75, 3.0]
    assert [numerals("en").tick(one, "scale", ticks) for one in ticks] == ["2.50", "2.75", "3.00"]
    assert numerals("fi").tick(0.2, "share", [0.0, 0.2]) == "20\xa0%"
    assert numerals("en").tick(0.05, "share_gap", [0.0, 0.05]) == "5"


def test_days_are_written_in_words() -> None:
    assert numerals("fi").date(datetime.date(2026, 11, 23)) == "23. marraskuuta 2026"


def test_times_of_day_are_written_as_the_language_does() -> None:
    nine = datetime.datetime(2026, 11, 23, 9, 5, tzinfo=datetime.UTC)
    assert [numerals(one).time(nine) for one in ("en", "fi", "sv")] == ["09:05", "9.05", "09:05"]


def test_a_time_zone_is_called_by_its_place() -> None:
    assert [numerals(one).zone("Europe/Stockholm") for one in ("en", "fi")] == [
        "Stockholm",
        "Tukholma",
    ]
    assert numerals("sv").zone("UTC") == "UTC"
