from validation.files import read_library, read_outlines


def test_the_library_is_read_once() -> None:
    assert read_library() is read_library()
    assert read_outlines() is read_outlines()


def test_every_aspect_of_a_hypothesis_has_its_default_template() -> None:
    defaults = {
        aspect: template.id
        for template in read_library().items.values()
        for aspect in template.aspects
    }
    assert defaults == {
        "action": "did",
        "thought": "agreement",
        "need": "importance",
        "pain": "ease",
        "motive": "influence",
        "touchpoint": "met",
        "message": "noticed",
        "experience": "satisfaction",
        "opportunity": "usefulness",
    }


def test_every_score_has_its_default_template() -> None:
    library = read_library()
    defaults = {
        name: library.default(score=name, aspect=None) for name in ("nps", "ces", "top_two")
    }
    assert {name: one and one.id for name, one in defaults.items()} == {
        "nps": "recommend",
        "ces": "effort",
        "top_two": "satisfaction",
    }


def test_files_are_named_by_what_they_hold() -> None:
    assert set(read_outlines()) == {
        "awareness-interest-consideration-decision",
        "awareness-consideration-purchase-relationship",
        "attract-convert-close-delight",
        "need-search-comparison-contact-decision-sharing",
        "stage-table",
    }
    assert {"satisfaction", "effort", "recommend", "agreement"} <= set(read_library().scales)


def test_yes_and_no_are_words_and_not_truth_values() -> None:
    assert list(read_library().items["did"].options) == ["yes", "no"]
    assert read_library().items["did"].counts == ("yes",)
