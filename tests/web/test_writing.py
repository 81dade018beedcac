from tests.web.fielded import NOW, Fielded
from validation.questionnaire import Form
from validation.rendering import RespondentPages
from validation.store import PageSave, Visit
from validation.study import Privacy
from validation.web.guests import Instrument
from validation.web.tokens import digest, new_token
from validation.web.writing import Change, Decided, Done, Edit, Job, write_jobs


def instrument(wave: Fielded) -> Instrument:
    assert isinstance(wave.study.privacy, Privacy)
    pages = RespondentPages(wave.questionnaire, wave.study.privacy)
    return Instrument(wave.questionnaire, Form(wave.questionnaire), pages)


def test_jobs_of_all_kinds_have_their_results_in_order(alone: Fielded) -> None:
    jobs: list[Job] = [Change(lambda _: 1), PageSave("nobody", {}, "en", NOW), Change(lambda _: 2)]
    with alone.store.transaction() as connection:
        assert write_jobs(connection, jobs) == [1, "unknown", 2]


def test_what_is_decided_is_kept_in_the_same_turn(alone: Fielded) -> None:
    asked = instrument(alone)

    def keep(visit: Visit, _: Instrument) -> Decided:
        return Decided("kept", PageSave(visit.invitation or "", {"channel": "web"}, "en", NOW))

    def look(visit: Visit, _: Instrument) -> Decided:
        return Decided(dict(visit.answers))

    first, second = map(digest, alone.answer[:2])
    edits = [Edit(first, look, lambda _: asked), Edit(second, keep, lambda _: asked)]
    with alone.store.transaction() as connection:
        done = write_jobs(connection, edits)
        after = write_jobs(connection, [Edit(second, look, lambda _: asked)])

    assert (done, after) == (
        [Done({}, None), Done("kept", "saved")],
        [Done({"channel": "web"}, None)],
    )


def test_nothing_is_decided_of_what_is_unknown_or_not_loaded(alone: Fielded) -> None:
    def never(*_: object) -> Decided:
        raise AssertionError("asked to decide")

    edits = [Edit(digest(token), never, lambda _: None) for token in (new_token(), alone.token)]
    with alone.store.transaction() as connection:
        unknown, unloaded = write_jobs(connection, edits)

    assert unknown is None
    assert isinstance(unloaded, Visit)
