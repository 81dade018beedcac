"""Tokens of links: what one looks like, how it is looked up, and the key that it is to forms.

A token stands in the address of a page and nowhere else: the database holds its SHA-256, and what
is logged holds neither.
"""

import hashlib
import hmac
import re
import secrets

BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """Return a token of 256 random bits."""
    return secrets.token_urlsafe(BYTES)


def is_token(text: str) -> bool:
    """Tell whether a text looks like a token; what does not is known to nobody.

    >>> is_token("A" * 43), is_token("../../etc/passwd")
    (True, False)
    """
    return _TOKEN.fullmatch(text) is not None


def digest(token: str) -> str:
    """Return the SHA-256 by which the database knows a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def form_key(token: str, page: str) -> str:
    """Return what the form of a page carries, so that no page elsewhere can send it.

    Only who knows the token can make it, and it opens no other page's form.
    """
    return hmac.digest(token.encode(), page.encode(), "sha256").hex()


def is_form_key(given: str, token: str, page: str) -> bool:
    """Tell whether a form came from our page, in a time that does not tell how near it was."""
    return hmac.compare_digest(given.encode(), form_key(token, page).encode())
