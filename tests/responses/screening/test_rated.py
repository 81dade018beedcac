from collections.abc import Callable

from validation.claims import Frame
from validation.questionnaire import Questionnaire
from validation.responses.screening.rated import rating_codes


def test_ratings_are_places_on_their_scale(
    asking: Callable[..., Questionnaire], sheets: Callable[..., Frame]
) -> None:
    items = list(asking(use=["A?", "B?"]).items())

    assert rating_codes(sheets(use=[[1, 5], [3, None]]), items).tolist() == [[0, 4], [2, -1]]


def test_items_that_are_not_in_the_file_make_no_column(
    asking: Callable[..., Questionnaire], answering: Callable[..., Frame]
) -> None:
    items = list(asking(use=["A?", "B?"]).items())

    assert rating_codes(answering(other=[1, 2, 3]), items).shape == (3, 0)
