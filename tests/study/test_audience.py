"""The audience, and where answers from elsewhere stand in their file."""

import pytest
from pydantic import ValidationError

from validation.study.audience import Audience, DataSource


def test_unstated_sample_is_taken_for_the_weaker_kind() -> None:
    assert Audience().sample == "opt_in"


def test_reached_groups_may_be_written_in_words() -> None:
    audience = Audience.model_validate({"reaches": ["leads", "former customers"]})
    assert audience.reaches == ("leads", "former_customers")


def test_one_cluster_column_is_a_list_of_one() -> None:
    source = DataSource.model_validate({"cluster": "company", "population": ["n1", "n2"]})
    assert source.cluster == ("company",)
    assert source.population == ("n1", "n2")


def test_labels_of_missing_answers_stay_apart() -> None:
    source = DataSource.model_validate({"missing": {"refused": "Refused", "dont_know": [99, "DK"]}})
    assert source.missing == {"refused": ("Refused",), "dont_know": ("99", "DK")}


@pytest.mark.parametrize("wrong", [{"sample": "random"}, {"size": 0}, {"reaches": ["everybody"]}])
def test_unknown_audiences_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Audience.model_validate(wrong)
