"""Ids, codes and lists as people write them."""

import pytest
from pydantic import TypeAdapter, ValidationError

from validation.study.base import Codes, Document, Id


def test_single_answer_counts_as_a_list_of_one() -> None:
    assert TypeAdapter(Codes).validate_python("yes") == ("yes",)


def test_number_codes_are_texts() -> None:
    assert TypeAdapter(Codes).validate_python([1, 2]) == ("1", "2")


@pytest.mark.parametrize("wrong", ["two words", "", "ä", "a/b", True])
def test_ids_are_plain(wrong: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Id).validate_python(wrong)


def test_documents_refuse_unknown_keys_and_changes() -> None:
    class Small(Document):
        name: str = "a"

    with pytest.raises(ValidationError, match="Extra inputs"):
        Small.model_validate({"nmae": "b"})
    with pytest.raises(ValidationError, match="frozen"):
        Small().name = "b"  # type: ignore[misc]  # that is what must fail
