import pytest
from starlette.datastructures import Headers

from validation.web.origins import is_ours

OURS = "https://survey.example.com"


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({}, True),  # a program, or a browser of before
        ({"origin": OURS}, True),
        ({"origin": "null"}, True),  # a page that sends no referrer
        ({"origin": "null", "sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),  # typed by the person
        ({"origin": "null", "sec-fetch-site": "cross-site"}, False),
        ({"origin": OURS, "sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "http://survey.example.com"}, False),
        ({"origin": OURS + ".evil.example"}, False),
    ],
)
def test_a_form_comes_from_our_pages_or_is_not_taken(
    headers: dict[str, str], *, ours: bool
) -> None:
    assert is_ours(Headers(headers), OURS) == ours
