from validation.rendering.words import wording


def test_values_are_put_into_their_places() -> None:
    assert wording("preview", "fi")("range", low=1, high=5) == "Väliltä 1–5."


def test_a_language_that_is_not_shipped_is_answered_in_english() -> None:
    assert wording("preview", "de")("codebook") == "Codebook"


def test_it_is_known_whether_there_are_words_of_a_key() -> None:
    assert "codebook" in wording("preview", "sv")
    assert "nonsense" not in wording("preview", "sv")
