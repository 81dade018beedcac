"""Beside anonymous answers stays only what many have in common."""

from collections import Counter

import pytest

from validation.fieldwork import Traits, blur


def people(n: int, stratum: str | None = None, language: str = "fi") -> list[Traits]:
    """Return so many who answered, in strata of 100 people of whom 40 were drawn."""
    if stratum is None:
        return [Traits(complete=True, language=language)] * n
    return [Traits(True, language, stratum, 2.5, 100)] * n  # noqa: FBT003 (complete)


def strata(given: list[Traits]) -> Counter[str | None]:
    """Return how many stay of each stratum."""
    return Counter(one.stratum for one in blur(given) if one is not None)


def test_large_strata_and_languages_stay() -> None:
    given = people(10, "north") + people(12, "south") + people(10, "south", "sv")
    assert blur(given) == tuple(given)


def test_small_strata_are_joined_until_ten_answered() -> None:
    assert strata(people(3, "a") + people(4, "b") + people(20, "c") + people(11, "d")) == {
        "a + b + d": 18,
        "c": 20,
    }
    assert strata(people(6, "a") + people(4, "b") + people(20, "c")) == {"a + b": 10, "c": 20}


def test_one_small_stratum_is_joined_with_the_next_larger() -> None:
    assert strata(people(1, "a") + people(20, "b") + people(15, "c")) == {"a + c": 16, "b": 20}


def test_a_joint_stratum_has_the_weight_of_one_draw_from_both() -> None:
    small = Traits(True, "fi", "small", 4.0, 40)  # noqa: FBT003 (10 of 40 were drawn)
    [first, *_] = blur([small] * 5 + people(20, "large"))
    assert first is not None
    assert (first.stratum, first.population) == ("large + small", 140)
    assert first.weight == pytest.approx(140 / (10 + 40))


def test_a_language_that_few_of_a_stratum_speak_hides_that_of_all_in_it() -> None:
    given = people(9, "north", "sv") + people(30, "north") + people(20, "south")
    languages = [one.language for one in blur(given) if one is not None]
    assert languages == [None] * 39 + ["fi"] * 20


def test_without_strata_only_the_language_is_looked_at() -> None:
    assert blur(people(3)) == (Traits(complete=True),) * 3
    assert blur(people(30)) == tuple(people(30))


def test_few_answers_that_were_never_sent_are_not_kept() -> None:
    unsent = Traits(False, "sv", "north", 2.5, 100)  # noqa: FBT003 (complete)
    assert blur([unsent] * 9) == (None,) * 9
    assert blur([unsent] * 10) == (Traits(complete=False),) * 10


def test_what_was_blurred_is_not_blurred_further() -> None:
    given = people(3, "a") + people(4, "b", "sv") + people(20, "c")
    once = blur(given)
    assert blur([one for one in once if one is not None]) == once


def test_of_nobody_nothing_is_kept() -> None:
    assert blur([]) == ()
