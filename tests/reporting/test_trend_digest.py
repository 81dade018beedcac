from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.reporting.lined import WAVES, change, news, series, trend
from validation.rendering import changes_words
from validation.reporting import Material, TrendDigest, build_trend_digest
from validation.reporting.trend_picture import TrendPicture
from validation.trends import News, Series
from validation.verdicts import HypothesisVerdict, Verdict

Make = Callable[..., TrendDigest]
ONLY: dict[str, Any] = {"kind": "verdict_only", "verdict_before": Verdict.INCONCLUSIVE,
        "verdict": Verdict.SUPPORTED, "estimate": None}  # fmt: skip


@pytest.fixture
def told(
    material_of: Callable[..., Material], verdict_of: Callable[..., HypothesisVerdict]
) -> Make:
    def tell(
        *brought: News, lines: Sequence[Series] = (), language: str = "en", **keys: str
    ) -> TrendDigest:
        material = material_of(verdict_of(), verdict_of("dear"), wave=WAVES[2])
        shown = trend(*(lines or [series()]), news=brought)
        return build_trend_digest(material, shown, changes_words(language), **keys)

    return tell


def test_what_changed_is_told_first(told: Make) -> None:
    digest = told(news(**ONLY), news(), lines=[series(changes=(change(),))])

    assert digest.subject == "Significant change in 1 hypothesis in wave 2027-07 (The shop <b>)"
    assert [one.sign for one in digest.told] == ["▲", "="]
    assert digest.preheader.startswith("Most find it good: Higher than in wave 2027-04")
    assert digest.stands.startswith("As of now: supported 2")
    assert len(digest.preheader) <= 90


def test_where_nothing_changed_two_sentences_are_all(told: Make) -> None:
    digest = told()

    assert digest.subject == "No significant change in wave 2027-07 (The shop <b>)"
    assert digest.stands == (
        "Nothing changed since wave 2027-04 by more than chance can explain; smaller changes "
        "cannot be seen. As of now: supported 2, refuted 0, open 0, too few answers 0; "
        "250 respondents."
    )
    assert (digest.told, digest.chart, digest.cautions, digest.more) == ((), None, (), "")


def test_the_picture_is_that_of_the_first_change_and_told_in_words(told: Make) -> None:
    digest = told(news(), lines=[series(changes=(change(),))])

    assert digest.chart is not None
    assert isinstance(digest.chart.picture, TrendPicture)
    assert digest.chart_says == (
        "Chart: Most find it good. 3 waves, 2027-01 to 2027-07: from 50.0% to 70.0% (interval "
        "60.0–80.0%). Against wave 2027-04: +10.0 percentage points (interval 6.0–14.0 percentage "
        "points), a significant change."
    )


def test_another_certainty_has_no_picture(told: Make) -> None:
    assert told(news(**ONLY)).chart is None


def test_the_group_of_the_picture_is_named(told: Make) -> None:
    shop: dict[str, Any] = {"segment": "channel", "level": "shop"}
    digest = told(news(**shop), lines=[series(), series(**shop)])

    assert digest.chart is not None
    assert digest.chart.title == "Most find it good – Shop"


def test_a_change_of_hidden_numbers_is_not_told(told: Make) -> None:
    digest = told(news(), lines=[series(n=[100, 4, 100])])

    assert digest.told == ()
    assert digest.subject.startswith("No significant change")


def test_no_more_than_twenty_rows_are_told(told: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("validation.reporting.trend_digest.MOST_ROWS", 1)
    digest = told(news(), news(**ONLY))

    assert len(digest.told) == 1
    assert digest.more == "And 1 more in the report."


@pytest.mark.parametrize("stop", ["https://example.com/u/1", "%stop%"])
def test_places_lead_to_the_report_and_out(told: Make, stop: str) -> None:
    digest = told(news(), report="https://example.com/r", stop=stop)

    assert digest.report is not None
    assert digest.stop is not None
    assert (digest.report.href, digest.stop.href) == ("https://example.com/r", stop)
    assert told(stop="no address").stop is None


def test_it_says_how_often_it_comes_and_how_sure_it_is(told: Make) -> None:
    digest = told(news(), language="sv")

    assert digest.why[0].startswith("Du får det här e-postmeddelandet")
    assert digest.cautions[0].startswith("Alla förändringar, lutningar och grupper delar")
