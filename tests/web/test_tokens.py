import hashlib
import hmac
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from validation.web.tokens import digest, form_key, is_form_key, is_token, new_token

TOKEN = "Zm9yLXRlc3Rz" + "A" * 31


def test_a_new_token_has_256_bits_and_is_another_each_time() -> None:
    made = [new_token() for _ in range(100)]

    assert all(is_token(one) and len(one) == 43 for one in made)
    assert len(set(made)) == 100


@given(st.text(max_size=50))
def test_only_43_letters_of_an_address_are_a_token(text: str) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

    assert is_token(text) == (len(text) == 43 and set(text) <= set(letters))


def test_a_line_break_at_the_end_makes_no_token() -> None:
    assert not is_token(TOKEN + "\n")


def test_the_database_knows_a_token_by_its_sha256() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_key_of_a_form_is_the_hmac_of_its_page_under_the_token() -> None:
    expected = hmac.new(TOKEN.encode(), b"3", hashlib.sha256).hexdigest()

    assert form_key(TOKEN, "3") == expected
    assert is_form_key(expected, TOKEN, "3")


def test_a_key_opens_no_other_form() -> None:
    key = form_key(TOKEN, "3")
    others = [(TOKEN, "4"), (new_token(), "3")]

    assert [is_form_key(key, *other) for other in others] == [False, False]
    assert not any(is_form_key(wrong, TOKEN, "3") for wrong in ("", key[:-1], key.upper(), "ä"))


def test_keys_of_different_pages_have_nothing_in_common() -> None:
    keys = [form_key(TOKEN, str(page)) for page in range(50)]

    assert all(one[:8] != other[:8] for one, other in pairwise(sorted(keys)))
