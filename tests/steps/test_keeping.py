"""Results are kept where the settings say."""

from pathlib import Path

from validation.settings import Settings, read_settings
from validation.steps.keeping import folder_of, opened


def test_folder_is_made_when_it_is_first_needed(settings: Settings) -> None:
    assert not settings.home.exists()
    with opened(settings) as store:
        assert store.where.endswith("todenna.db")
    assert (settings.home / "todenna.db").is_file()


def test_database_may_stand_elsewhere(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'other.db'}"
    elsewhere = read_settings({"TODENNA_HOME": str(tmp_path), "TODENNA_DATABASE": address})
    with opened(elsewhere):
        assert (tmp_path / "other.db").is_file()


def test_every_study_has_a_folder_of_its_own(settings: Settings) -> None:
    folder = folder_of(settings, "shop", "2027")
    assert folder.is_dir()
    assert folder == settings.home / "studies" / "shop" / "2027"
