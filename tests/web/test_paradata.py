from datetime import UTC, datetime, timedelta

from validation.web.paradata import begun, finished, timed, trapped

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_a_page_takes_the_time_since_the_one_before_was_sent() -> None:
    paradata = begun({}, "", NOON)
    for section, seconds in (("find", 12.34), ("buy", 20.0)):
        paradata = timed(paradata, section, after(seconds))

    assert paradata["seconds"] == {"find": 12.3, "buy": 7.7}


def test_visits_of_one_page_add_up() -> None:
    paradata = begun({}, "", NOON)
    for seconds in (10, 30, 45):
        paradata = timed(paradata, "find", after(seconds))

    assert paradata["seconds"] == {"find": 45.0}


def test_time_away_does_not_count_for_who_goes_on_later() -> None:
    paradata = timed(begun({}, "", NOON), "find", after(10))
    paradata = timed(begun(paradata, "", after(5000)), "buy", after(5008))

    assert paradata["seconds"] == {"find": 10.0, "buy": 8.0}


def test_a_clock_that_was_set_back_takes_no_time_away() -> None:
    paradata = timed(begun({}, "", NOON), "find", after(-100))

    assert paradata["seconds"] == {"find": 0.0}


def test_a_page_that_was_left_open_counts_for_a_day_at_most() -> None:
    assert timed(begun({}, "", NOON), "find", after(9e6))["seconds"] == {"find": 86_400.0}


def test_the_consent_is_that_of_the_first_start() -> None:
    assert begun(begun({}, "first", NOON), "second", NOON)["consent"] == "first"


def test_the_trap_is_noted_beside_the_rest() -> None:
    assert trapped({"seconds": {"find": 1.0}}) == {"seconds": {"find": 1.0}, "honeypot": True}


def test_a_response_keeps_how_it_was_given_and_no_time_of_the_day() -> None:
    draft = trapped(timed(begun({}, "c0nsent", NOON), "find", after(10)))

    assert finished(draft, 5) == {"seconds": {"find": 10.0}, "honeypot": True, "pattern": 5}
    assert finished({}, 0) == {"pattern": 0}
