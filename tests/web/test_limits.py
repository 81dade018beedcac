from dataclasses import dataclass

import pytest

from validation.web.limits import Buckets, Rate, network


@dataclass
class Clock:
    """Seconds that pass when told to."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_gives_its_burst_and_then_says_how_long_to_wait() -> None:
    clock = Clock()
    buckets = Buckets(Rate(3, 0.5), 10, clock)

    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 2]
    clock.now += 1
    assert buckets.take("a") == 1
    clock.now += 1
    assert [buckets.take("a"), buckets.take("a")] == [0, 2]


def test_a_bucket_is_never_more_than_full() -> None:
    clock = Clock()
    buckets = Buckets(Rate(2, 1), 10, clock)
    buckets.take("a")
    clock.now += 1000
    buckets.give_back("a", 5)

    assert [buckets.take("a") == 0 for _ in range(3)] == [True, True, False]


def test_names_have_buckets_of_their_own() -> None:
    buckets = Buckets(Rate(1, 1), 10, Clock())

    assert [buckets.take(name) for name in ("a", "b", "a")] == [0, 0, 1]


def test_what_is_given_back_was_not_taken() -> None:
    buckets = Buckets(Rate(1, 1), 10, Clock())
    for _ in range(5):
        assert buckets.take("a") == 0
        buckets.give_back("a")

    assert buckets.take("a") == 0


def test_memory_is_bounded_and_the_longest_unasked_is_forgotten() -> None:
    buckets = Buckets(Rate(5, 1), 3, Clock())
    for name in ("a", "b", "c", "a", "d"):
        buckets.take(name)

    assert len(buckets) == 3
    assert [name in buckets for name in "abcd"] == [True, False, True, True]


@pytest.mark.parametrize(
    ("host", "whose"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("a:strange:name", "a:strange:name"),
        ("", ""),
    ],
)
def test_the_addresses_of_one_household_count_together(host: str, whose: str) -> None:
    assert network(host) == whose
