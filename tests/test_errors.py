"""Errors say where, what was found, what must be, and what to do."""

from validation.errors import Problem, StudyError


def test_problem_names_line_place_found_must_and_hint() -> None:
    problem = Problem("items.age.min", "'x'", "a number", "Write 15.", line=7)
    assert str(problem) == "line 7: items.age.min: found 'x', must be a number. Write 15."


def test_error_lists_every_problem_under_its_message() -> None:
    error = StudyError("a.yaml is wrong.", [Problem("a", "1", "2"), Problem("b", "3", "4")])
    assert str(error) == "a.yaml is wrong.\n  - a: found 1, must be 2.\n  - b: found 3, must be 4."
