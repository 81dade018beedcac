import random
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from validation.errors import SamplingError
from validation.sampling import Contact, Drawn, Sample, draw_sample
from validation.sampling.drawing import stratum_of


def person(number: int, **attributes: str) -> Contact:
    return Contact(f"{number:04}", f"p{number}@example.com", "en", "consent", attributes)


def people(**sizes: int) -> list[Contact]:
    names = [name for name, size in sizes.items() for _ in range(size)]
    return [person(number, region=name) for number, name in enumerate(names)]


def keys(sample: Sample) -> list[str]:
    return [pick.contact.key for pick in sample.picks]


def test_weights_are_how_many_of_the_stratum_each_one_is_for() -> None:
    sample = draw_sample(people(north=50, south=30, west=20), strata=["region"], wanted=12, seed=1)

    table = {one.name: (one.population, one.drawn, one.weight) for one in sample.drawn.strata}
    assert table == {"north": (50, 6, 50 / 6), "south": (30, 4, 7.5), "west": (20, 2, 10.0)}
    assert Counter(pick.stratum for pick in sample.picks) == {"north": 6, "south": 4, "west": 2}
    assert {(pick.stratum, pick.weight, pick.population) for pick in sample.picks} == {
        ("north", 50 / 6, 50),
        ("south", 7.5, 30),
        ("west", 10.0, 20),
    }


def test_the_same_seed_draws_the_same_people_in_whatever_order_they_stand() -> None:
    everybody = people(north=50, south=30)
    mixed = everybody.copy()
    random.Random(4).shuffle(mixed)  # noqa: S311 (no secret)

    one = draw_sample(everybody, strata=["region"], wanted=9, seed=3)

    assert draw_sample(mixed, strata=["region"], wanted=9, seed=3) == one
    assert keys(draw_sample(everybody, strata=["region"], wanted=9, seed=4)) != keys(one)


def test_keys_that_the_store_gave_do_not_change_who_is_drawn() -> None:
    other = [Contact(f"x{n}", f"p{99 - n}@example.com", "en", "consent") for n in range(100)]
    same = [Contact(f"{n}", f"p{n}@example.com", "en", "consent") for n in range(100)]

    drawn = [
        {pick.contact.address for pick in draw_sample(some, wanted=9, seed=3).picks}
        for some in (other, same)
    ]

    assert drawn[0] == drawn[1]


def test_a_seed_draws_the_same_people_in_every_release() -> None:
    sample = draw_sample(people(north=20), wanted=5, seed=2027)

    # random numbers of PCG64 as numpy documents them: the five smallest of twenty
    numbers = np.random.Generator(np.random.PCG64(2027)).random(20)
    ordered = sorted(people(north=20), key=lambda one: one.sha256 or "")
    smallest = sorted(range(20), key=lambda at: float(numbers[at]))[:5]
    assert keys(sample) == [ordered[at].key for at in smallest]


def test_everyone_of_a_stratum_has_the_same_chance_to_be_drawn() -> None:
    everybody, times = people(north=20, south=10), 3000
    drawn = Counter(
        key
        for seed in range(times)
        for key in keys(
            draw_sample(everybody, strata=["region"], wanted={"north": 5, "south": 4}, seed=seed)
        )
    )

    for members, chance in ((everybody[:20], 5 / 20), (everybody[20:], 4 / 10)):
        counts = np.array([drawn[one.key] for one in members])
        # Under SRSWOR the counts of N units have variance t·π(1-π) and covariance -t·π(1-π)/(N-1),
        # so this sum of squares is chi-square with N - 1 degrees of freedom.
        n = len(members)
        statistic = float(
            ((counts - times * chance) ** 2).sum() / (times * chance * (1 - chance)) * (n - 1) / n
        )
        assert stats.chi2.sf(statistic, n - 1) > 1e-4
        assert counts.sum() == times * chance * n


def test_pairs_are_drawn_together_as_often_as_without_replacement() -> None:
    everybody, times = people(north=6), 4000
    together = Counter(
        pair
        for seed in range(times)
        for chosen in [sorted(keys(draw_sample(everybody, wanted=3, seed=seed)))]
        for pair in [(a, b) for at, a in enumerate(chosen) for b in chosen[at + 1 :]]
    )

    # π_ij = n(n-1) / (N(N-1)) = 6/30; 15 pairs, of which 3 are drawn each time
    assert len(together) == 15
    assert max(abs(count / times - 0.2) for count in together.values()) < 5 * (0.16 / times) ** 0.5


SIZES = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 40), min_size=1)


@given(SIZES, st.integers(6, 200), st.integers(0, 2**32))
def test_weights_add_up_to_the_list_and_nobody_is_drawn_twice(
    sizes: dict[str, int], wanted: int, seed: int
) -> None:
    everybody = people(**sizes)

    sample = draw_sample(everybody, strata=["region"], wanted=wanted, seed=seed)

    assert sum(pick.weight for pick in sample.picks) == pytest.approx(len(everybody))
    assert len({*keys(sample)}) == len(sample.picks) == min(wanted, len(everybody))
    for stratum in sample.drawn.strata:
        own = [pick for pick in sample.picks if pick.stratum == stratum.name]
        assert sum(pick.weight for pick in own) == pytest.approx(stratum.population)
        assert len(own) == stratum.drawn


def test_a_given_allocation_is_kept() -> None:
    sample = draw_sample(
        people(north=50, south=30), strata=["region"], wanted={"north": 3, "south": 10}, seed=1
    )

    assert [(one.name, one.drawn) for one in sample.drawn.strata] == [("north", 3), ("south", 10)]
    assert sample.drawn.wanted == 13


def test_how_it_was_drawn_is_kept_and_names_nobody() -> None:
    sample = draw_sample(people(north=5, south=4), strata=["region"], wanted=4, seed=1)
    document = sample.drawn.model_dump_json()

    assert Drawn.model_validate_json(document) == sample.drawn
    assert "example.com" not in document
    assert not any(key in document for key in keys(sample))


@pytest.mark.parametrize(
    ("sizes", "wanted", "notes"),
    [
        ({"a": 5, "b": 5}, 4, ()),
        ({"a": 5, "b": 1}, 4, ("stratum b: has one contact only, who is drawn for certain.",)),
        ({"a": 2, "b": 2}, 9, ("9 were wanted and the list has 4: everybody is asked.",)),
        (
            {"a": 50, "b": 5},
            3,
            ("stratum b: one of 5 is drawn, so its variance cannot be estimated.",),
        ),
    ],
)
def test_what_weakens_the_sample_is_remarked(
    sizes: dict[str, int], wanted: int, notes: Sequence[str]
) -> None:
    drawn = draw_sample(people(**sizes), strata=["region"], wanted=wanted, seed=1).drawn

    assert len(drawn.notes) == len(notes)
    assert all(note.startswith(start) for note, start in zip(drawn.notes, notes, strict=True))


@pytest.mark.parametrize(("everybody", "wanted"), [([], 5), (people(a=3), 0)])
def test_nobody_cannot_be_drawn(everybody: list[Contact], wanted: int) -> None:
    with pytest.raises(SamplingError, match="must be one at least"):
        draw_sample(everybody, wanted=wanted, seed=1)


def test_strata_are_told_apart_whatever_stands_in_them() -> None:
    left = person(1, region="a / b", tenure="c")
    right = person(2, region="a", tenure="b / c")

    names = {stratum_of(one, ["region", "tenure"]) for one in (left, right)}

    assert len(names) == 2
    assert stratum_of(person(3, region=""), ["region", "tenure"]) == "unknown / unknown"
    assert stratum_of(person(4), []) == "all"


def test_an_attribute_that_no_contact_has_is_refused() -> None:
    people = [Contact(f"c{n}", None, "en", "consent", {"region": "north"}) for n in range(9)]
    with pytest.raises(SamplingError) as caught:
        draw_sample(people, strata=["Region"], wanted=3, seed=1)
    assert "strata: found 'Region', must be an attribute of the contacts (region)" in str(
        caught.value
    )
