from validation.rendering.respondent import Visitor


def test_what_comes_from_an_address_is_escaped() -> None:
    assert Visitor('/r/"><script>', "'", "en").values("B") == {
        "path": "/r/&#34;&gt;&lt;script&gt;",
        "csrf": "&#39;",
    }


def test_only_a_preview_says_that_it_is_one() -> None:
    assert Visitor("/p", "", "en", preview=True).values("B")["banner"] == "B"
