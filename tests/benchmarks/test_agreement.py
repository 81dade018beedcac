from benchmarks.agreement import disagreements
from benchmarks.running import Run


def test_results_that_differ_are_named_with_the_first_number() -> None:
    runs = [
        Run("survey", values={"estimate": [0.1, 0.2], "se": [0.01, 0.02]}),
        Run("svy", values={"estimate": [0.1, 0.2 + 1e-9]}),
        Run("samplics", values={"se": [0.011]}),
        Run("memory"),
    ]
    assert list(disagreements(runs, 1e-6)) == [
        "samplics, se 0: found 0.011, must be 0.01 as survey has it"
    ]
