from tests.fieldwork.making import study
from validation.fieldwork import coverage
from validation.sampling import Contact

PEOPLE = [
    Contact("1", "anna@example.com", "fi", "consent"),
    Contact("2", "bo@example.com", "sv-SE", "consent"),
    Contact("3", "carl@example.com", "de", "consent"),
    Contact("4", "eva@example.com", "de-AT", "consent"),
    Contact("5", None, "fi", "consent"),
    Contact("6", "no@example.com", "fi", "consent"),
]


def test_it_says_who_could_not_be_heard() -> None:
    found = coverage(study(), PEOPLE, {PEOPLE[5].sha256 or ""})

    assert (found.contacts, found.reachable) == (6, 4)
    assert (found.without_address, found.suppressed) == (1, 1)
    assert found.languages_not_offered == {"de": 1, "de-AT": 1}
    assert found.contained == ("customers",)
    assert found.not_contained == ("prospects", "leads", "former_customers")
    assert found.share_of_audience == 4 / 1000


def test_a_study_that_says_nothing_is_not_taken_to_say_that_nobody_is_reached() -> None:
    silent = study().model_copy(
        update={"audience": study().audience.model_copy(update={"reaches": (), "size": None})}
    )

    found = coverage(silent, PEOPLE, set())

    assert (found.contained, found.not_contained, found.share_of_audience) == ((), (), None)
