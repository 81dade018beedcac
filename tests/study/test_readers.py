"""Readers of the digest."""

from typing import Any

import pytest
from pydantic import ValidationError

from validation.study.readers import Digest

FINN = {"address": "b@example.com", "language": "fi", "studies": "shop"}


def digest(**keys: Any) -> Digest:  # noqa: ANN401 (whatever stands in the file)
    return Digest.model_validate(keys)


def test_single_address_is_a_reader() -> None:
    assert [one.address for one in digest(to="a@example.com").to] == ["a@example.com"]
    assert [one.address for one in digest(to=FINN).to] == ["b@example.com"]


def test_digest_goes_to_addresses() -> None:
    with pytest.raises(ValidationError, match="is no e-mail address"):
        digest(to=["nobody"])
    with pytest.raises(ValidationError, match="at least 1"):
        digest(to=[])


def test_reader_is_told_in_a_language_of_their_own() -> None:
    told = digest(to=["a@example.com", FINN], language="sv").readers("shop")
    assert [(one.address, one.language) for one in told] == [
        ("a@example.com", "sv"),
        ("b@example.com", "fi"),
    ]


def test_reader_who_chose_other_studies_is_not_told() -> None:
    told = digest(to=["a@example.com", FINN]).readers("other")
    assert [one.address for one in told] == ["a@example.com"]
