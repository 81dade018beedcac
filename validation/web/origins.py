"""Whether a form was sent from one of our own pages, as far as the browser says."""

from starlette.datastructures import Headers

OURS = {"same-origin", "none"}
# A page that sends no referrer sends its forms with the origin "null".
UNKNOWN = {None, "null"}


def is_ours(headers: Headers, origin: str) -> bool:
    """Tell whether a request came from our pages, or from a program that does not say.

    What the browser says of the site comes first: no page can make it say something else. Each
    form carries its own key besides.

    Args:
        headers: those of the request.
        origin: where our pages are, such as https://survey.example.com.

    >>> is_ours(Headers({"sec-fetch-site": "cross-site"}), "https://survey.example.com")
    False
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in OURS
    said = headers.get("origin")
    return said in UNKNOWN or said == origin
