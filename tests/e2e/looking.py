"""What keeps people out of a page, by axe-core; only what is wrong comes back from the browser."""

import json
from functools import cache
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # has none
from playwright.sync_api import Page

RUN = """() => axe.run(document, {resultTypes: ["violations"]})
    .then(found => ({checked: found.passes.length, wrong: found.violations}))"""


def wrong_with(page: Page) -> list[str]:
    """Return what is wrong with a page as it is shown; it can be asked at several widths."""
    if page.evaluate("() => typeof axe") == "undefined":
        page.evaluate(script())
    found: dict[str, Any] = page.evaluate(RUN)
    assert found["checked"] > 0
    return [f"{one['id']}: {one['help']} {json.dumps(one['nodes'])}" for one in found["wrong"]]


@cache
def script() -> str:
    """Return axe-core."""
    return str(Axe().axe_script)
