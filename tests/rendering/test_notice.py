from validation.rendering import render_operator_notice


def test_the_mail_says_the_same_in_html_and_in_text() -> None:
    mail = render_operator_notice("Todenna: purge is failed", ["It said <why>.", "Mend it."])

    assert mail.subject == "Todenna: purge is failed"
    assert mail.text.splitlines()[0] == mail.subject
    assert "It said <why>." in mail.text
    assert "It said &lt;why&gt;." in mail.html
    assert mail.html.count("Mend it.") == mail.text.count("Mend it.") == 1


def test_what_looks_like_a_place_of_a_mail_to_many_is_none() -> None:
    mail = render_operator_notice("A line\nof two", ["50%link%"])

    assert mail.subject == "A line of two"
    assert "%" not in mail.text.replace("100%", "")
