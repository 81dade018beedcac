"""What Prefect's pages show: pictures that the text holds, and no number of a few people."""

from base64 import b64decode
from re import findall
from typing import Any

import pytest

from validation.rendering import DrawnChart
from validation.verdicts import Verdict

pytestmark = pytest.mark.xdist_group("prefect")

PNG = b"\x89PNG\r\n\x1a\n and so on"


def test_every_picture_stands_in_the_text_under_its_title_and_is_told_in_words() -> None:
    from flows.artifacts import draw_page
    from validation.steps import DrawnTrend

    charts = (DrawnChart("Most stay", "From 50.0% to 70.0%.", PNG), DrawnChart("B", "C", PNG))
    page = draw_page(DrawnTrend(("1", "2"), (), charts))

    found = findall(r"## (.*)\n\n!\[(.*)\]\(data:image/png;base64,(.*)\)", page)
    assert [one[:2] for one in found] == [("Most stay", "From 50.0% to 70.0%."), ("B", "C")]
    assert {b64decode(one[2]) for one in found} == {PNG}


def test_no_text_of_a_study_is_taken_for_markdown() -> None:
    from flows.artifacts import draw_page
    from validation.steps import DrawnTrend

    page = draw_page(DrawnTrend(("1",), (), (DrawnChart("*a*\n# b", "[c](d) <e>", PNG),)))

    assert page.splitlines()[0] == r"## \*a\* \# b"
    assert page.splitlines()[2].startswith(r"![\[c\](d) \<e\>](data:")


def test_a_trend_of_few_people_says_so() -> None:
    from flows.artifacts import draw_page
    from validation.steps import DrawnTrend

    assert draw_page(DrawnTrend(("1", "2"), (), ())) == (
        "Too few people answered for anything to be shown."
    )


@pytest.mark.parametrize(("n", "shown"), [(9, (None, None, None)), (10, (0.7, 0.001, 10))])
def test_a_row_of_verdicts_hides_what_tells_of_a_few(n: int, shown: tuple[Any, ...]) -> None:
    from flows.artifacts import row_of
    from validation.verdicts import HypothesisVerdict

    verdict = HypothesisVerdict(
        id="a", kind="share", unit="share", says="x", caveat=None, stage=None, aspect=None,
        persona=None, verdict=Verdict.SUPPORTED, estimate=0.7, ci_low=0.6, ci_high=0.8,
        p_value=0.001, p_adjusted=0.001, n=n, low=0.5, high=None, smallest_effect=0.05,
    )  # fmt: skip
    row = row_of(verdict)

    assert row["verdict"] == "supported"
    assert (row["estimate"], row["p adjusted"], row["n"]) == shown
