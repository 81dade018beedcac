import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.errors import SamplingError
from validation.sampling.allocating import allocate, check_allocation

SIZES = st.dictionaries(st.text("abcdef", min_size=1), st.integers(1, 500), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("sizes", "wanted", "expected"),
    [
        # 12 · 50/100 = 6.0, 3.6, 2.4: the one that is left goes to the remainder 0.6
        ({"north": 50, "south": 30, "west": 20}, 12, {"north": 6, "south": 4, "west": 2}),
        # 10 · 334/1000 = 3.34, 3.33, 3.33
        ({"a": 334, "b": 333, "c": 333}, 10, {"a": 4, "b": 3, "c": 3}),
        # equal remainders: the name decides
        ({"b": 50, "a": 50}, 5, {"b": 2, "a": 3}),
        # 20 · 5/1000 = 0.1 and 1.9 are raised to 2; the 16 others are for a
        ({"a": 900, "b": 95, "c": 5}, 20, {"a": 16, "b": 2, "c": 2}),
        # c has one only
        ({"a": 50, "b": 49, "c": 1}, 10, {"a": 5, "b": 4, "c": 1}),
        # not enough for two each: 2.5, 1.5, 1.0, and of the equal remainders the first
        ({"a": 50, "b": 30, "c": 20}, 5, {"a": 3, "b": 1, "c": 1}),
        # more than there are
        ({"a": 3, "b": 2}, 9, {"a": 3, "b": 2}),
    ],
)
def test_parts_are_proportional_by_largest_remainders(
    sizes: dict[str, int], wanted: int, expected: dict[str, int]
) -> None:
    assert allocate(sizes, wanted) == expected


@given(SIZES, st.integers(8, 600))
def test_all_are_given_out_and_no_stratum_gets_more_than_it_has(
    sizes: dict[str, int], wanted: int
) -> None:
    parts = allocate(sizes, wanted)

    assert sum(parts.values()) == min(wanted, sum(sizes.values()))
    assert all(1 <= parts[name] <= size for name, size in sizes.items())
    if wanted >= sum(min(2, size) for size in sizes.values()):
        assert all(parts[name] >= min(2, size) for name, size in sizes.items())


@given(SIZES, st.integers(8, 600))
def test_no_part_is_further_than_one_from_its_proportion_but_for_small_strata(
    sizes: dict[str, int], wanted: int
) -> None:
    parts, total = allocate(sizes, wanted), sum(sizes.values())
    quotas = {name: min(wanted, total) * size / total for name, size in sizes.items()}

    if all(quota >= 2 for quota in quotas.values()):
        assert all(abs(parts[name] - quota) < 1 for name, quota in quotas.items())


@given(SIZES, st.integers(8, 600))
def test_a_larger_stratum_never_gets_less(sizes: dict[str, int], wanted: int) -> None:
    parts = allocate(sizes, wanted)
    ordered = sorted(sizes, key=lambda name: sizes[name])

    for small, large in zip(ordered, ordered[1:], strict=False):  # noqa: RUF007 (neighbours)
        assert parts[small] <= parts[large] or sizes[small] == sizes[large]


def test_strata_that_cannot_all_be_heard_are_an_error() -> None:
    with pytest.raises(SamplingError, match="found 1 invitations for 2 strata, must be one each"):
        allocate({"a": 10, "b": 10}, 1)


def test_a_given_allocation_is_taken_as_it_is() -> None:
    assert check_allocation({"a": 10, "b": 20}, {"b": 5, "a": 1}) == {"a": 1, "b": 5}


def test_all_that_is_wrong_with_a_given_allocation_is_said_at_once() -> None:
    with pytest.raises(SamplingError) as caught:
        check_allocation({"a": 10, "b": 20}, {"a": 11, "c": 1})

    assert [str(problem) for problem in caught.value.problems] == [
        "stratum c: found none in the list, must be one of a, b. Mend it.",
        "stratum a: found 11, must be a number from 1 to 10. Every stratum has to be heard.",
        "stratum b: found 0, must be a number from 1 to 20. Every stratum has to be heard.",
    ]
