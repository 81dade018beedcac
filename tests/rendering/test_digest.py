import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import pytest
from jinja2 import UndefinedError

import survey_templates
from validation.language import SHIPPED
from validation.mail import Message
from validation.rendering.digest import HTML, TEXT, digest_words, render_digest
from validation.rendering.mails import mails
from validation.reporting.digest import Digest, Place, Tally
from validation.reporting.digest_rows import SIGNS, Row, Stretch, Strip
from validation.reporting.model import Chart, Forest, Mark, Table
from validation.verdicts import Verdict

MAIL = files(survey_templates) / "mail"
VOID = {"br", "img", "meta"}
LONG = "kolmivaihekilowattituntimittarinlukemailmoitus asiakaspalveluneuvojalle "


@pytest.fixture
def digest() -> Digest:
    """Return a digest in which every text is another one."""
    return Digest(
        language="en",
        subject="1 of 2 hypotheses holds, 1 does not (The <shop> & co)",
        preheader="This does not hold: “Prices are fine”. Respondents: 250.",
        title="The <shop> & co",
        about="Wave 3 · 23 November 2026",
        headline="1 of 2 hypotheses holds, 1 does not",
        tallies=tuple(
            Tally(one, SIGNS[one], f"word of {one}", str(at)) for at, one in enumerate(Verdict, 61)
        ),
        rows=(
            row(2, Verdict.REFUTED, says="Prices are {{ fine }}"),
            row(1, Verdict.SUPPORTED, says="Most <b>are</b> content"),
            row(3, Verdict.TOO_FEW, notes=("Nobody has answered.", "Only some."), strip=None),
        ),
        more="And 7 more hypotheses in the report.",
        chart=chart_of("1. Most are content"),
        chart_says="Chart. Supported: 1; refuted: 2.",
        quality=("Respondents: 250.", "Not weighted."),
        cautions=("Whoever wanted to has answered.", "Made after the data existed."),
        report=Place("Read the whole report", "https://example.com/r?a=1", "https://example.com/r?a=1"),
        why=("You asked for it.", "After every wave."),
        stop=Place("Stop these e-mails", "https://example.com/s/1", "https://example.com/s/1"),
    )  # fmt: skip


def row(number: int, verdict: Verdict, **keys: Any) -> Row:  # noqa: ANN401 (fields of Row)
    usual: dict[str, Any] = {
        "number": str(number), "says": f"Statement {number}", "verdict": verdict,
        "sign": SIGNS[verdict], "word": str(verdict), "estimate": f"7{number}.1%",
        "interval": f"6{number}.2–8{number}.3%", "claimed": f"at least 5{number}%",
        "n": f"25{number}", "notes": (), "strip": Strip(Stretch(50, 50, 0), Stretch(0, 30, 70)),
    }  # fmt: skip
    return Row(**(usual | keys))


def chart_of(*labels: str) -> Chart:
    marks = tuple(
        Mark(label, "70 % (64–76 %)", Verdict.SUPPORTED, 0.7, 0.64, 0.76, (0.5, None))
        for label in labels
    )
    legend = ((Verdict.SUPPORTED, "supported"), (Verdict.REFUTED, "refuted"))
    table = Table("Shares", ("Hypothesis",), tuple((label,) for label in labels))
    forest = Forest("share", marks, legend, "here the claim is true")
    return Chart("forest-share-1", "Shares of <all>", "Supported: 1.", forest, table, "en")


class Tree(HTMLParser):
    """Every tag with its attributes and its depth among tables, and the text that is read."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for one, attrs in self.tags if one == tag]

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def told(digest: Digest) -> list[str]:
    """Return what a reader must find, in its order."""
    rows = [
        text
        for one in digest.rows
        for text in (f"{one.number}. {one.says}", one.word, one.estimate, one.claimed, one.n)
    ]
    assert digest.report is not None
    return [
        *(digest.title, digest.about, digest.headline),
        *(one.word for one in digest.tallies),
        *rows,
        *(digest.more, *digest.quality, *digest.cautions),
        *(digest.report.says, *digest.why),
    ]


def test_the_mail_is_a_message(digest: Digest) -> None:
    mail = render_digest(digest)
    message = Message(
        key="shop/3/anna", outbox_id="o1", kind="digest", to="anna@example.com", language="en",
        subject=mail.subject, html=mail.html, text=mail.text, images=mail.images,
    )  # fmt: skip
    assert message.subject == digest.subject


def in_order(read: str, texts: list[str]) -> list[str]:
    """Return those of the texts that do not follow the ones before them."""
    place, lost = 0, []
    for text in texts:
        found = read.find(text, place)
        lost += [text] if found < 0 else []
        place = max(place, found + len(text))
    return lost


def numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:[.,]\d+)*", text))


def test_every_text_is_read_in_its_order(digest: Digest) -> None:
    assert in_order(Tree(render_digest(digest).html).text, told(digest)) == []


def test_the_twin_says_the_same_in_the_same_order(digest: Digest) -> None:
    read = " ".join(render_digest(digest).text.split())
    texts = [text.upper() if text == digest.headline else text for text in told(digest)]
    assert in_order(read, texts) == []
    assert "https://example.com/r?a=1" in read
    assert "Stop these e-mails: https://example.com/s/1" in read


def test_html_and_twin_have_the_same_numbers(digest: Digest) -> None:
    mail = render_digest(digest)
    read = Tree(mail.html).text.replace(digest.subject, "", 1).replace(digest.preheader, "", 1)
    twin = re.sub(r"https://\S+", "", mail.text)
    assert numbers(twin) == numbers(f"{read} {digest.chart_says}")


def test_the_twin_is_72_columns_wide_and_no_html(digest: Digest) -> None:
    long = replace(
        digest,
        headline="Of many hypotheses " * 8,
        rows=(row(12, Verdict.REFUTED, says="A long statement " * 10, notes=("A note " * 30,)),),
        quality=("A sentence about quality " * 8,),
        why=("A reason for this mail " * 9,),
    )
    text = render_digest(long).text
    assert max(len(line) for line in text.splitlines()) <= 72
    assert "\n\n\n" not in text
    assert "The <shop> & co" in text


def test_words_of_the_study_are_text_and_never_markup_or_template(digest: Digest) -> None:
    html = render_digest(digest).html
    assert "The &lt;shop&gt; &amp; co" in html
    assert "Most &lt;b&gt;are&lt;/b&gt; content" in html
    assert "Prices are {{ fine }}" in html


def test_the_page_is_sound(digest: Digest) -> None:
    html = render_digest(digest).html
    tree = Tree(html)
    assert tree.open == []
    assert tree.all("html") == [{"lang": "en"}]
    assert "en" in {attrs.get("lang") for attrs in tree.all("div")}  # webmail drops the other
    assert html.count("<h1") == html.count("<title>") == 1
    assert f"<title>{digest.subject.split(' (')[0]}" in html
    assert html.index('charset="utf-8"') < 500  # a file of it is read right only so
    headings = [tag for tag, _ in tree.tags if re.fullmatch(r"h\d", tag)]
    assert headings == ["h1", "h2", "h2", "h2", "h2"]
    assert not re.search(r"<script|<link|<svg|data:|@import|url\(|src=\"http", html)


def test_tables_are_layout_or_have_headers(digest: Digest) -> None:
    tree = Tree(render_digest(digest).html)
    real = [attrs for attrs in tree.all("table") if attrs.get("role") != "presentation"]
    assert len(real) == len(tree.all("caption")) == 1
    scopes = [attrs["scope"] for attrs in tree.all("th")]
    assert scopes == ["col"] * 4 + ["rowgroup"] * len(digest.rows)


def test_the_picture_says_its_conclusion_when_images_are_off(digest: Digest) -> None:
    mail = render_digest(digest)
    (image,) = Tree(mail.html).all("img")
    assert (image["alt"], image["src"]) == (digest.chart_says, f"cid:{mail.images[0].content_id}")
    assert int.from_bytes(mail.images[0].png[16:20], "big") == 2 * int(str(image["width"]))
    assert mail.images == render_digest(digest).images


def test_every_style_stands_in_its_tag_and_only_dark_ones_apart(digest: Digest) -> None:
    html = render_digest(digest).html
    (apart,) = re.findall(r"<style[^>]*>(.*?)</style>", html, re.DOTALL)
    assert apart.strip().startswith("@media (prefers-color-scheme: dark)")
    assert apart.count("@media") == 1
    for tag in ("h1", "h2", 'td class="cell', "th"):
        assert re.search(rf"<{tag}[^>]*style=", html)


def test_no_letter_is_smaller_than_14_pixels(digest: Digest) -> None:
    html = render_digest(digest).html
    sizes = re.findall(r'<(?:td|div) class="([\w-]+)[^>]*font-size: (\d+)px', html)
    sizes += re.findall(r"<(p|h\d|table|th|span|body|img|ul)\b[^>]*font-size: (\d+)px", html)
    assert {name for name, size in sizes if int(size) < 14} == {"bar", "preheader"}


def test_every_colour_of_text_has_one_for_dark_screens(digest: Digest) -> None:
    html = render_digest(digest).html
    (dark,) = re.findall(r"<style[^>]*>(.*?)</style>", html, re.DOTALL)
    turned = set(re.findall(r"\.(\w+)", dark)) | {"h1", "h2", "a", "body"}
    coloured = re.findall(r'<(\w+)(?: align="\w+")?(?: class="([^"]*)")?[^>]*[ ;"]color: #', html)
    left = {(tag, names) for tag, names in coloured if not turned & {tag, *names.split()}}
    assert left == {("img", "chart")}  # its own white stays behind it


def test_without_chart_report_and_rows_nothing_is_left_empty(digest: Digest) -> None:
    bare = replace(
        digest, rows=(), more="", chart=None, chart_says="", report=None, stop=None, about=""
    )
    mail = render_digest(bare)
    tree = Tree(mail.html)
    assert mail.images == ()
    assert tree.all("img") == tree.all("caption") == tree.all("a") == []
    assert "None" not in mail.html + mail.text
    assert "\n\n\n" not in mail.text


def test_a_report_in_a_file_is_named_and_not_linked(digest: Digest) -> None:
    place = Place("The whole report is in the file:", "reports/shop.html", "")
    mail = render_digest(replace(digest, report=place, stop=None))
    assert Tree(mail.html).all("a") == []
    assert "The whole report is in the file: reports/shop.html" in Tree(mail.html).text
    assert "The whole report is in the file:\nreports/shop.html" in mail.text


@pytest.mark.parametrize("language", SHIPPED)
def test_twenty_rows_of_the_longest_words_stay_small(language: str, digest: Digest) -> None:
    words = digest_words(language)
    figure = words("percentage_points", value="−100,0")
    full = row(
        999, Verdict.TOO_FEW, says=(LONG * 9)[:200], word=words("verdict_too_few_answers"),
        estimate=figure, interval=words("range", low="−100,0", high=figure),
        claimed=words("between", low=figure, high=figure), n=words("hidden"),
        notes=((LONG * 9)[:240], (LONG * 9)[:240], (LONG * 9)[:240]),
        strip=Strip(Stretch(33, 33, 34), Stretch(33, 33, 34)),
    )  # fmt: skip
    sentences = tuple(words(key) for key in ("sample_opt_in", "assumed_response_rate_unknown"))
    mail = render_digest(
        replace(
            digest,
            language=language,
            title=(LONG * 9)[:200],
            rows=(full,) * 20,
            chart=chart_of(*[LONG[:72] + " " + LONG[:21]] * 8),
            quality=sentences * 3,
            cautions=sentences * 4,
        )
    )
    assert len(mail.html.encode()) < 80_000
    assert len(mail.images[0].png) <= 100_000


def test_a_mail_in_a_language_that_is_not_shipped_has_english_words(digest: Digest) -> None:
    assert "Before you use the results" in render_digest(replace(digest, language="de")).html


@pytest.mark.parametrize("template", [HTML, TEXT])
def test_a_misspelt_field_stops_the_mail(template: str, digest: Digest) -> None:
    source = (MAIL / template).read_text("utf-8").replace("digest.headline", "digest.headlyne")
    shown = {"digest": digest, "words": digest_words("en"), "picture": "forest"}
    with pytest.raises(UndefinedError, match="headlyne"):
        mails().from_string(source).render(shown)
