"""The pages of an example as a person gets them, and a real browser to look at them."""

import base64
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from validation.rendering import digest_words, render_digest
from validation.reporting import Material, build_digest
from validation.settings import read_settings
from validation.steps import (
    Source,
    assess_wave,
    generate_survey,
    import_responses,
    write_report,
)
from validation.steps.keeping import opened
from validation.steps.telling import load_material

EXAMPLE = Path(__file__).parents[2] / "examples" / "mobile_operator"
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
FLAGS = [
    "--no-sandbox",  # Chromium refuses to run as root with one, and CI often is root
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Pages = dict[tuple[str, str], Path]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Return questionnaire, report and digest of the mobile operator by kind and language."""
    settings = read_settings({"TODENNA_HOME": str(tmp_path_factory.mktemp("home"))})
    study = EXAMPLE / "study.yaml"
    generated = generate_survey(study, settings, now=NOW)
    kept = import_responses(study, Source(EXAMPLE / "responses.csv"), settings, now=NOW)
    assess_wave(kept.where, settings, now=NOW)
    reports = write_report(kept.where, settings, now=NOW)
    with opened(settings) as store, store.reading() as connection:
        material = load_material(connection, kept.where, now=NOW)
    digests = [write_digest(material, language, settings.home) for language in ("en", "fi")]
    return {
        **{("digest", mail.stem.removeprefix("digest.")): mail for mail in digests},
        **{("questionnaire", page.stem): page for page in generated.pages},
        **{("report", page.stem.removeprefix("report.")): page for page in reports},
    }


def write_digest(material: Material, language: str, folder: Path) -> Path:
    """Write a digest as a file to open: its picture stands in it, as a mail program shows it."""
    words = digest_words(language)
    digest = build_digest(material, words, report="https://example.com/report")
    rendered = render_digest(digest)
    [image] = rendered.images
    shown = f"data:image/png;base64,{base64.b64encode(image.png).decode()}"
    file = folder / f"digest.{language}.html"
    file.write_text(rendered.html.replace(f"cid:{image.content_id}", shown), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Yield Debian's Chromium; ended with the module, for its loop lets no other one run."""
    where = shutil.which("chromium") or shutil.which("chromium-browser")
    if where is None:
        give_up("Chromium was found nowhere on the path; `apt-get install chromium` brings it")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=where, args=FLAGS)
        yield started
        started.close()


def give_up(reason: str) -> None:
    """Skip where a person may have no browser; fail in CI, which installs one."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
