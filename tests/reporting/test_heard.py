from collections.abc import Callable

import pytest

from validation.reporting.heard import build_heard, cautions
from validation.reporting.setting import Setting
from validation.responses import Counts, Exclusion
from validation.weighting import MarginLine

MARGINS = tuple(
    MarginLine(item="channel", level=level, n=n, target=0.3, before=n / 250, after=0.3)
    for level, n in (("shop", 200), ("web", 44), ("phone", 2), ("(no answer)", 4))
)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "do not speak for the whole audience"),
        ("fi", "eivätkä kuvaa koko kohderyhmää"),
        ("sv", "talar inte för hela målgruppen"),
    ],
)
def test_an_opt_in_sample_never_speaks_for_the_whole_audience(
    setting_of: Callable[..., Setting], language: str, words: str
) -> None:
    assert words in next(cautions(setting_of(language=language)))


def test_who_could_not_be_heard_is_named(setting_of: Callable[..., Setting]) -> None:
    assert "Could not be heard: prospects, leads." in build_heard(setting_of()).sentences


def test_what_weighting_cost_is_told(setting_of: Callable[..., Setting]) -> None:
    facts = {fact.label: fact.value for fact in build_heard(setting_of()).facts}
    assert facts["Response rate"] == "not known"
    assert facts["Effective number of respondents"] == "200"
    assert facts["Design effect of the weights"] == "1.25"
    assert facts["Largest weight"] == "2.5 times the mean"


def test_a_known_response_rate_is_told(setting_of: Callable[..., Setting]) -> None:
    heard = build_heard(setting_of(hearing={"response_rate": 0.184}))
    assert "18.4%" in [fact.value for fact in heard.facts]


def test_small_levels_of_margins_are_hidden(setting_of: Callable[..., Setting]) -> None:
    [table] = build_heard(setting_of(hearing={"margins": MARGINS})).tables
    assert [row[1:] for row in table.rows] == [
        ("Shop", "30.0%", "80.0%", "30.0%", "200"),
        ("Web", "30.0%", "–", "30.0%", "hidden"),
        ("Phone", "30.0%", "–", "30.0%", "hidden"),
        ("no answer", "30.0%", "1.6%", "30.0%", "4"),
    ]


def test_exclusions_are_counted_and_never_quoted(setting_of: Callable[..., Setting]) -> None:
    exclusions = (
        Exclusion(2, None, "answered nothing"),
        Exclusion(3, "anna", "q: found 9, must be 1 to 5"),
        Exclusion(4, None, "p: found x, must be a number"),
    )
    counts = Counts(read=9, in_wave=8, refused=2, excluded=1, kept=5)
    heard = build_heard(setting_of(exclusions=exclusions, counts=counts))
    [table] = heard.tables
    assert table.rows == (
        ("nothing was answered", "1"),
        ("an answer does not fit the questionnaire", "2"),
    )
    assert ("Responses that came in", "8") in [(one.label, one.value) for one in heard.facts]
