"""What Pydantic found, in words that help."""

from pydantic import BaseModel, ValidationError

from validation.study.places import Source
from validation.study.wording import keys_of, problems_of


class Inner(BaseModel, extra="forbid"):
    size: int


class Outer(BaseModel, extra="forbid"):
    inner: Inner


def words(content: dict[str, object]) -> list[str]:
    try:
        Outer.model_validate(content)
    except ValidationError as error:
        return [str(one) for one in problems_of(error, Source(content), keys_of(Outer))]
    return []


def test_keys_are_those_of_all_parts() -> None:
    assert keys_of(Outer) == ["inner", "size"]


def test_wrong_value_is_shown_with_what_must_be() -> None:
    [found] = words({"inner": {"size": "big"}})
    assert found.startswith("inner.size: found 'big', must be a valid integer")


def test_unknown_key_suggests_a_near_one() -> None:
    [found] = words({"inner": {"size": 1, "sise": 2}})
    assert found.startswith("inner.sise: found the unknown key 'sise', must be a key")
    assert found.endswith("Did you mean size?")


def test_unknown_key_that_is_near_to_none_points_to_the_schema() -> None:
    [found] = words({"inner": {"size": 1, "xyzzy": 2}})
    assert found.endswith("must be a key of the study file. `todenna schema` prints every key.")


def test_long_values_are_cut() -> None:
    [found] = words({"inner": {"size": "x" * 500}})
    assert len(found) < 200
