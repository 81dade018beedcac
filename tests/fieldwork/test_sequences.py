from tests.fieldwork.following import bought, cadence, day
from validation.fieldwork import Ended, EventFacts
from validation.fieldwork.sequences import read_courses

ENDING = cadence(until_event=["cancelled"])


def repeated(*events: EventFacts, done: dict[tuple[str, str], Ended] | None = None) -> list[bool]:
    return [one.repeated for one in read_courses(ENDING, events, done or {})]


def test_what_happens_again_while_a_sequence_runs_begins_none() -> None:
    assert repeated(bought(0), bought(89)) == [False, True]


def test_after_the_last_step_was_due_it_begins_anew() -> None:
    assert repeated(bought(0), bought(90)) == [False, False]


def test_what_was_repeated_does_not_make_the_sequence_longer() -> None:
    assert repeated(bought(0), bought(80), bought(95)) == [False, True, False]


def test_an_ending_event_makes_room_for_the_next() -> None:
    cancelled = bought(20, name="cancelled")
    assert repeated(bought(0), cancelled, bought(30)) == [False, False]


def test_a_stopped_sequence_makes_room_for_the_next() -> None:
    stopped = {("e0", "day-14"): Ended("stopped", day(14))}
    assert repeated(bought(0), bought(30), done=stopped) == [False, False]
    invited = {("e0", "day-14"): Ended("invited", day(14))}
    assert repeated(bought(0), bought(30), done=invited) == [False, True]


def test_what_was_begun_stays_so_also_if_an_earlier_event_becomes_known() -> None:
    begun = {("e30", "day-14"): Ended("invited", day(44))}
    assert repeated(bought(0), bought(30), done=begun) == [True, False]


def test_an_event_that_was_taken_as_repeated_stays_so() -> None:
    done = {(f"e{0}", "day-14"): Ended("repeated", day(1))}
    assert repeated(bought(0), bought(30), done=done) == [True, False]


def test_of_two_at_the_same_moment_the_first_by_its_key_begins() -> None:
    both = [bought(0, key="b"), bought(0, key="a")]
    assert [(one.event.key, one.repeated) for one in read_courses(ENDING, both, {})] == [
        ("a", False),
        ("b", True),
    ]


def test_an_event_that_ends_its_own_kind_begins_anew_each_time() -> None:
    again = cadence(until_event=["bought"])
    [first, second] = read_courses(again, [bought(0), bought(10)], {})
    assert (first.repeated, first.stopped_at) == (False, day(10))
    assert (second.repeated, second.stopped_at) == (False, None)


def test_an_ending_at_the_same_moment_ends() -> None:
    [course] = read_courses(ENDING, [bought(0), bought(0, key="c", name="cancelled")], {})
    assert course.stopped_at == day(0)
    [course] = read_courses(ENDING, [bought(1), bought(0, key="c", name="cancelled")], {})
    assert course.stopped_at is None
