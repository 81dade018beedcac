"""Places in a body that many people share, and what stands there for one of them."""

import json
import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

# Too long for an octet of an address such as %c3, and too short for a sentence.
PLACE = re.compile(r"%[a-z]{3,20}%")
# SendGrid's limit for one person.
LONGEST_VALUES = 10_000

Place = Annotated[str, Field(pattern=r"^%[a-z]{3,20}%$")]
# The same value stands in HTML and in plain text, so it may hold nothing that HTML reads.
Value = Annotated[str, Field(pattern=r"^[^\s<>&\"'%]+$")]


def fill_places(text: str, values: Mapping[str, str]) -> str:
    """Return a text with the values in their places.

    >>> fill_places("Answer: %link%", {"%link%": "https://example.com/r/1"})
    'Answer: https://example.com/r/1'
    """
    return PLACE.sub(lambda found: values.get(found[0], found[0]), text)


def check_places(texts: tuple[str, ...], values: dict[str, str]) -> None:
    """Check that each place of the texts has a value, and that no other has one.

    Raises:
        ValueError: one lacks its value, one is not there, or the values are too long.
    """
    there = {place for text in texts for place in PLACE.findall(text)}
    if there != set(values):
        message = (
            f"found values for the places {sorted(values)}, must be for those of the body: "
            f"{sorted(there)}."
        )
        raise ValueError(message)
    size = len(json.dumps(values, ensure_ascii=False).encode())
    if size > LONGEST_VALUES:
        message = f"found values of {size} bytes, must be at most {LONGEST_VALUES}. Shorten them."
        raise ValueError(message)
