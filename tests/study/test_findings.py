"""Something wrong at a place of a study."""

from validation.study.findings import absent


def test_name_that_is_not_there_is_told_with_the_nearest_or_with_all() -> None:
    near = absent(("stage",), "considered", ["consideration", "use"], "the id of a stage")
    assert (near.found, near.hint) == ("'considered'", "Did you mean consideration?")
    assert absent((), "x", ["use", "buy"], "a stage").hint == "There are: use, buy."
    assert absent((), "x", [], "a stage").hint == "There are: none."
