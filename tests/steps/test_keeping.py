"""Results are kept where the settings say."""

from pathlib import Path

from validation.settings import Settings, read_settings
from validation.steps.keeping import folder_of, opened


def test_folder_is_made_when_it_is_first_needed(nowhere: Settings) -> None:
    assert not nowhere.home.exists()
    with opened(nowhere) as store:
        assert store.where.endswith("todenna.db")
    assert (nowhere.home / "todenna.db").is_file()


def test_database_may_stand_elsewhere(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'other.db'}"
    elsewhere = read_settings({"TODENNA_HOME": str(tmp_path), "TODENNA_DATABASE": address})
    with opened(elsewhere):
        assert (tmp_path / "other.db").is_file()


def test_store_that_is_open_around_a_step_is_the_one_of_the_step(settings: Settings) -> None:
    with opened(settings) as around:
        with opened(settings) as inner:
            assert inner is around
        with opened(settings) as again:
            assert again is around
    with opened(settings) as later:
        assert later is not around


def test_store_of_another_database_is_another_one(settings: Settings, tmp_path: Path) -> None:
    other = read_settings({"TODENNA_HOME": str(tmp_path / "other")})
    with opened(settings) as one, opened(other) as two, opened(settings) as three:
        assert (one is two, one is three) == (False, True)


def test_every_study_has_a_folder_of_its_own(settings: Settings) -> None:
    folder = folder_of(settings, "shop", "2027")
    assert folder.is_dir()
    assert folder == settings.home / "studies" / "shop" / "2027"
