import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.rendering.test_digest import Tree
from validation.errors import StudyError
from validation.fieldwork import Terms
from validation.language import SHIPPED
from validation.mail import Message
from validation.rendering import LINK, STOP, Rendered, render_invitation
from validation.study import Study

STEPS = ("invite", "remind-1", "remind-2", "thank")
ASKING = ("invite", "remind-1")
CLOSES = datetime(2027, 3, 15, 7, tzinfo=UTC)
NAMES = {"en": "Operator <Ltd>", "fi": "Operaattori <Oy>", "sv": "Operatör <Ab>"}
TITLES = {"en": "How we <serve> you", "fi": "Miten <palvelemme>", "sv": "Hur vi <betjänar> dig"}
PURPOSES = {"en": "to mend our service.", "fi": "palvelun parantamiseen", "sv": "till bättring"}
STUDY = {
    "study": "operator",
    "title": TITLES,
    "languages": list(SHIPPED),
    "items": [{"id": "q", "text": "Q?", "type": "rating", "scale": {"from": 1, "to": 5}}],
    "hypotheses": [
        {"id": "h", "says": "Good", "claim": {"kind": "level", "item": "q", "at_least": 3}}
    ],
    "privacy": {
        "controller": {"name": NAMES, "contact": "privacy@example.com"},
        "purpose": PURPOSES,
    },
}


def rendered(step: str = "invite", language: str = "en", **more: Any) -> Rendered:  # noqa: ANN401 (values of a study or of terms)
    changed = {name: more.pop(name) for name in ("title", "privacy") if name in more}
    minutes = more.pop("minutes", 6.4)
    usual = {"opens_at": CLOSES - timedelta(days=14), "closes_at": CLOSES}
    terms = Terms.model_validate(usual | {"zone": "Europe/Helsinki"} | more)
    study = Study.model_validate(STUDY | changed)
    return render_invitation(step, study, terms, language, minutes=minutes)


def both(mail: Rendered) -> tuple[str, str]:
    """Return what is read in the HTML and in the text, each in one line."""
    return Tree(mail.html).text, " ".join(mail.text.split())


@pytest.mark.parametrize("language", SHIPPED)
@pytest.mark.parametrize("step", STEPS)
def test_both_forms_say_the_same(step: str, language: str) -> None:
    mail = rendered(step, language)
    html, text = both(mail)
    inner = html.partition(TITLES[language])[2]
    outside = text.partition(TITLES[language])[2].replace(STOP, "")
    for word in re.findall(r"\w+", outside):
        assert word in inner
    assert NAMES[language] in html
    assert NAMES[language] in text
    assert f"{PURPOSES[language].rstrip('.')}." in text
    assert "privacy@example.com" in text
    assert mail.images == ()


@pytest.mark.parametrize("language", SHIPPED)
@pytest.mark.parametrize("step", STEPS)
def test_the_places_of_a_person_are_left_and_can_be_filled(step: str, language: str) -> None:
    mail = rendered(step, language)
    url = "https://example.com/r/" + "x" * 43
    values = {STOP: f"{url}u"} if step == "thank" else {LINK: url, STOP: f"{url}u"}
    message = Message(
        key="k", outbox_id="o", kind="invitation", to="a@example.com", language=language,
        subject=mail.subject, html=mail.html, text=mail.text, substitutions=values,
    )  # fmt: skip
    links = [one["href"] for one in Tree(message.filled(message.html)).all("a")]
    asked = [] if step == "thank" else [url, url]
    assert links == [*asked, "mailto:privacy@example.com", f"{url}u"]
    assert message.filled(message.text).rstrip().endswith(f"\n{url}u")
    assert f"\n{url}\n" in message.filled(message.text) or step == "thank"


@pytest.mark.parametrize("step", ASKING)
def test_the_link_is_a_button_and_can_be_read(step: str) -> None:
    mail = rendered(step)
    assert re.search(
        rf'<td class="button"[^>]*><a href="{LINK}"[^>]*>Answer the survey</a>', mail.html
    )
    assert f">{LINK}</a>" in mail.html


@pytest.mark.parametrize(
    ("step", "subject"),
    [
        ("invite", "Survey: How we <serve> you"),
        ("remind-2", "Reminder of a survey: How we <serve> you"),
        ("thank", "Thank you for answering the survey: How we <serve> you"),
    ],
)
def test_the_subject_says_that_it_is_a_survey(step: str, subject: str) -> None:
    assert rendered(step).subject == subject


def test_a_reminder_says_that_it_is_one_and_an_invitation_does_not() -> None:
    for form in both(rendered("remind-1")):
        assert "This is a reminder: Operator <Ltd> asked you" in form
        assert "If you have answered in the meantime" in form
    assert "eminder" not in rendered().html + rendered().text


@pytest.mark.parametrize(
    ("language", "until"),
    [
        ("en", "You can answer until 15 March 2027 at 09:00 (time zone: Helsinki)."),
        ("fi", "Voit vastata 15. maaliskuuta 2027 klo 9.00 asti (aikavyöhyke: Helsinki)."),
        ("sv", "Du kan svara till 15 mars 2027 kl. 09:00 (tidszon: Helsingfors)."),
    ],
)
def test_it_says_until_when_in_the_time_of_the_study(language: str, until: str) -> None:
    for form in both(rendered(language=language)):
        assert until in form


@pytest.mark.parametrize(
    ("closes_at", "until"),
    [
        ("2027-03-28T00:00:00+02:00", "27 March 2027 at 23:59"),  # midnight
        ("2027-03-28T04:00:00+03:00", "28 March 2027 at 04:00"),  # the hour that is left out
        ("2027-10-31T03:30:00+02:00", "31 October 2027 at 03:30"),  # the hour that comes twice
    ],
)
def test_the_end_is_right_at_midnight_and_when_clocks_change(closes_at: str, until: str) -> None:
    assert until in " ".join(rendered(closes_at=closes_at).text.split())


@pytest.mark.parametrize(
    ("minutes", "says"),
    [(0.2, "about a minute."), (1.4, "about a minute."), (1.6, "about 2 minutes.")],
)
def test_it_says_how_long_answering_takes(minutes: float, says: str) -> None:
    for form in both(rendered(minutes=minutes)):
        assert f"Answering takes {says}" in form


def test_it_says_whether_answers_are_anonymous() -> None:
    anonymous, thanks = rendered(anonymous=True), rendered("thank", anonymous=True)
    assert "once you send them, they are separated" in both(anonymous)[0]
    assert "they were separated from the invitation when you" in both(thanks)[1]
    for form in both(rendered()):
        assert "Your answers are not anonymous, but they are confidential" in form


def test_thanks_ask_for_nothing_more() -> None:
    mail = rendered("thank")
    assert LINK not in mail.html + mail.text
    assert "You can answer" not in mail.text
    assert "Your answers have arrived." in mail.text


@pytest.mark.parametrize("language", SHIPPED)
@pytest.mark.parametrize("step", STEPS)
def test_a_mail_is_built_as_mail_programs_and_readers_need_it(step: str, language: str) -> None:
    mail = rendered(step, language)
    tree = Tree(mail.html)
    assert tree.all("html") == [{"lang": language}]
    assert [tag for tag, _ in tree.tags if re.fullmatch(r"h\d", tag)] == ["h1"]
    assert {one.get("role") for one in tree.all("table")} == {"presentation"}
    assert not re.search(r"<script|<link|<svg|<img|data:|@import|url\(|src=", mail.html)
    [preheader] = re.findall(r'class="preheader"[^>]*>([^<]*)<', mail.html)
    assert 40 <= len(preheader) <= 90
    assert max(len(line) for line in mail.text.splitlines()) <= 72
    assert "\n\n\n" not in mail.text
    assert "None" not in mail.html + mail.text
    assert len(mail.html.encode()) < 10_000


def test_what_people_wrote_is_no_markup() -> None:
    tags = {tag for tag, _ in Tree(rendered().html).tags}
    assert not {"serve", "ltd"} & tags


def test_a_long_title_is_cut_in_one_line() -> None:
    mail = rendered(title="A survey\nof " + "very long titles " * 20)
    assert len(mail.subject) <= len("Survey: ") + 120
    assert mail.subject.endswith("…")
    assert "\n" not in mail.subject


def test_in_a_language_that_is_not_shipped_its_own_words_are_english() -> None:
    mail = rendered(language="de", title={"de": "Wie wir sind", "en": "How we are"})
    assert mail.subject == "Survey: Wie wir sind"


def test_a_study_that_does_not_say_who_asks_is_told() -> None:
    with pytest.raises(StudyError, match="must say who asks"):
        rendered(privacy=None)
