"""Forms are read and sent as browsers do it (the HTML standard, sections 4.10.21 and 4.10.22)."""

from flows.forms import read_page

PAGE = """
<h1>Using <em>the service</em></h1>
<a href="/r/abc/1">Back</a>
<form method="get" action="/search"><input type="search" name="q"></form>
<form id="page" method="post" action="">
  <input type="hidden" name="page" value="2">
  <input type="radio" name="a.rated" value="1"><input type="radio" name="a.rated" value="2" checked>
  <input type="checkbox" name="a.met" value="ad"><input type="checkbox" name="a.met" value="tv">
  <select name="a.liked:x"><option value="">–</option><option value="1">1</option>
    <option value="2">2</option></select>
  <textarea name="a.words">
old
words</textarea>
  <input name="a.age" inputmode="numeric" value="34">
  <input name="gone" disabled value="x">
  <button name="go" value="next">Next</button>
  <button name="go" value="back" formaction="/r/abc/1">Back</button>
  <button type="button" name="never">Show</button>
</form>
"""


def test_what_stands_in_a_form_is_sent_as_it_stands() -> None:
    page = read_page(PAGE, "http://host/r/abc/2")
    form = page.forms[1]

    assert (page.heading, page.links) == ("Using the service", ("http://host/r/abc/1",))
    assert (form.name, form.method, form.target()) == ("page", "post", "http://host/r/abc/2")
    assert form.filled({}) == [
        ("page", "2"),
        ("a.rated", "2"),
        ("a.liked:x", ""),
        ("a.words", "old\nwords"),
        ("a.age", "34"),
    ]


def test_what_a_person_gives_takes_its_place() -> None:
    form = read_page(PAGE, "http://host/r/abc/2").forms[1]
    given = {
        "a.rated": ["1"], "a.met": ["ad", "tv"], "a.liked:x": ["2"], "a.words": [""],
        "a.age": ["51"],
    }  # fmt: skip

    assert form.filled(given, form.button("go", "next")) == [
        ("page", "2"),
        ("a.rated", "1"),
        ("a.met", "ad"),
        ("a.met", "tv"),
        ("a.liked:x", "2"),
        ("a.words", ""),
        ("a.age", "51"),
        ("go", "next"),
    ]
    assert form.lacking(given) == []


def test_a_button_may_lead_elsewhere() -> None:
    form = read_page(PAGE, "http://host/r/abc/2").forms[1]

    assert form.target(form.button("go", "back", "next")) == "http://host/r/abc/2"
    assert form.target(form.button("go", "back")) == "http://host/r/abc/1"
    assert form.button("never", "") is None


def test_an_answer_without_a_place_is_told() -> None:
    form = read_page(PAGE, "http://host/r/abc/2").forms[1]

    assert form.lacking({"a.rated": ["3"], "a.gone": ["1"], "gone": ["y"]}) == [
        ("a.rated", "3"),
        ("a.gone", "1"),
        ("gone", "y"),
    ]
