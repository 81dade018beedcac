import re

import pytest

from validation.language import SHIPPED
from validation.rendering.words import wording

PREVIEW = wording("preview", "en").texts


def test_every_word_is_there_in_every_language() -> None:
    assert {
        key: text.missing(SHIPPED) for key, text in PREVIEW.items() if text.missing(SHIPPED)
    } == {}


@pytest.mark.parametrize("key", PREVIEW)
def test_every_language_has_the_same_blanks(key: str) -> None:
    blanks = {tag: sorted(re.findall(r"{(\w+)}", text)) for tag, text in PREVIEW[key].texts.items()}
    assert len({tuple(names) for names in blanks.values()}) == 1


def test_values_are_put_into_their_places() -> None:
    assert wording("preview", "fi")("range", low=1, high=5) == "Väliltä 1–5."


def test_a_language_that_is_not_shipped_is_answered_in_english() -> None:
    assert wording("preview", "de")("codebook") == "Codebook"
